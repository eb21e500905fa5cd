"""The style sheet's text: which token dresses which role.

Why this room exists: Qt's style sheets are text; it stands apart from the tokens so that both stay readable.
"""

from collections.abc import Mapping
from string import Template

_SHEET = Template("""
QWidget { font-family: "$family"; font-size: ${body}px; color: $ink; }
QWidget[ground="paper"] { background: $paper; }
QWidget[ground="card"] { background: $card; border: 1px solid $line; border-radius: 14px; }
QWidget[ground="line"] { background: transparent; border: 2px solid transparent; border-radius: 12px; }
QWidget[ground="line-lit"] { background: $wash; border: 2px solid $seal; border-radius: 12px; }
QWidget[ground="wash"] { background: $wash; border-radius: 14px; }
QWidget[ground="bar"] { background: $paper; border: 0; border-bottom: 1px solid $line; }
QWidget[ground="rail"] { background: $paper; border: 0; border-right: 1px solid $line; }
QWidget[ground="foot"] { background: $paper; border: 0; border-top: 1px solid $line; }
QWidget[ground="good"] { background: $jade_wash; border: 1px solid $jade; border-radius: 14px; }
QWidget[ground="care"] { background: $amber_wash; border: 1px solid $amber; border-radius: 14px; }
QWidget[ground="bad"] { background: $seal_wash; border: 1px solid $seal; border-radius: 14px; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; border: 0; }

QLabel { background: transparent; border: 0; }
QLabel[role="small"] { font-size: ${small}px; color: $ink_soft; }
QLabel[role="soft"] { font-size: ${desk}px; color: $ink_soft; }
QLabel[role="desk"] { font-size: ${desk}px; }
QLabel[role="desk-strong"] { font-size: ${desk}px; font-weight: 700; }
QLabel[role="tally"] { font-size: ${desk}px; font-weight: 500; color: $ink_soft; }
QLabel[role="strong"] { font-size: ${body}px; font-weight: 700; }
QLabel[role="lead"] { font-size: ${lead}px; }
QLabel[role="head"] { font-size: ${lead}px; font-weight: 700; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="title"][room="small"] { font-size: ${lead}px; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: 700; }
QLabel[role="good"] { font-size: ${desk}px; color: $jade; }
QLabel[role="care"] { font-size: ${desk}px; color: $amber; }
QLabel[role="bad"] { font-size: ${desk}px; color: $seal; font-weight: 500; }
QLabel[role="code"] { font-size: ${lead}px; font-weight: 700; letter-spacing: 2px; }

QPushButton { min-height: 52px; padding: 0 28px; border-radius: 28px; border: 2px solid $line; background: $card;
  color: $ink; font-size: ${body}px; font-weight: 500; outline: 0; }
QPushButton:hover { background: $wash; }
QPushButton:pressed { background: $line; border-color: $line; }
QPushButton:focus { border-color: $ink; }
QPushButton:disabled { color: $ink_soft; background: $wash; border-color: $wash; }
QPushButton[role="filled"] { background: $seal; border-color: $seal; color: $on_seal; font-weight: 700; }
QPushButton[role="filled"]:pressed, QPushButton[role="desk-filled"]:pressed { background: $seal_deep;
  border-color: $seal_deep; }
QPushButton[role="filled"]:focus { border-color: $ink; }
QPushButton[role="filled"]:disabled { background: $wash; border-color: $wash; color: $ink_soft; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $ink_soft; }
QPushButton[role="quiet"]:hover { color: $ink; background: $wash; }
QPushButton[role="quiet"]:pressed { color: $ink; background: $line; }
QPushButton[role="quiet"]:focus { border-color: $ink; }
QPushButton[role="bar"] { min-height: 40px; border-radius: 22px; padding: 0 20px; font-size: ${desk}px; }
QPushButton[role="desk"], QPushButton[role="desk-filled"] { min-height: 40px; border-radius: 22px; padding: 0 14px;
  font-size: ${desk}px; }
QPushButton[role="desk-filled"] { background: $seal; border-color: $seal; color: $on_seal; font-weight: 700; }
QPushButton[role="desk-filled"]:focus { border-color: $ink; }
QPushButton[role="desk-filled"]:disabled { background: $wash; border-color: $wash; color: $ink_soft; }
QPushButton[role="mini"] { min-height: 32px; border-radius: 18px; padding: 0 10px; font-size: ${small}px; }
QPushButton[role="step"] { min-height: 36px; min-width: 36px; border-radius: 20px; padding: 0; font-size: ${body}px; }
QPushButton[role="digit"] { min-height: 40px; min-width: 36px; border-radius: 22px; padding: 0; font-size: ${body}px; }
QPushButton[role="key"] { min-height: 56px; min-width: 44px; border-radius: 14px; padding: 0; font-size: ${lead}px; }
QPushButton[room="narrow"] { padding: 0 14px; }
QPushButton[room="small"] { padding: 0 10px; min-height: 40px; border-radius: 22px;
  font-size: ${desk}px; }
QPushButton[chosen="true"] { border-color: $seal; color: $seal; font-weight: 700; }
QPushButton[chosen="true"]:pressed { background: $seal_wash; }
QPushButton[chosen="true"]:focus { border-color: $ink; }

QToolButton { min-height: 56px; padding: 2px; border: 2px solid transparent; border-radius: 12px;
  background: transparent; color: $ink_soft; font-size: ${small}px; }
QToolButton:hover { background: $wash; }
QToolButton:checked { background: $wash; color: $ink; font-weight: 700; }
QToolButton:focus { border-color: $ink; }

QLineEdit { min-height: 56px; padding: 0 16px; border: 2px solid $line; border-radius: 14px; background: $card;
  font-size: ${lead}px; color: $ink; placeholder-text-color: $ink_soft; selection-background-color: $jade;
  selection-color: $card; }
QLineEdit[role="desk"] { min-height: 40px; padding: 0 12px; border-radius: 10px; font-size: ${desk}px; }
QLineEdit:focus { border-color: $ink; }
QPlainTextEdit { padding: 12px; border: 2px solid $line; border-radius: 14px; background: $card; font-size: ${body}px;
  color: $ink; placeholder-text-color: $ink_soft; selection-background-color: $jade; selection-color: $card; }
QPlainTextEdit:focus { border-color: $ink; }
QComboBox { combobox-popup: 0; min-height: 44px; padding: 0 16px; border: 2px solid $line; border-radius: 14px;
  background: $card; }
QComboBox[role="desk"] { min-height: 40px; font-size: ${desk}px; border-radius: 10px; }
QComboBox[role="tall"] { min-height: 56px; }
QComboBox:focus { border-color: $ink; }
QComboBox::drop-down { border: 0; width: 40px; }
QComboBox::down-arrow { image: url("$chevron"); width: 20px; height: 20px; }
QComboBox QAbstractItemView { background: $card; color: $ink; border: 1px solid $line; padding: 4px; outline: 0;
  selection-background-color: $wash; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: 44px; padding: 0 12px; border-radius: 8px; }
QComboBox QAbstractItemView::item:hover { background: $wash; color: $ink; }
QComboBox QAbstractItemView::item:selected { background: $wash; color: $ink; }
QCheckBox { spacing: 12px; min-height: 44px; background: transparent; }
QCheckBox::indicator { width: 28px; height: 28px; border: 2px solid $ink_soft; border-radius: 8px; background: $card; }
QCheckBox::indicator:checked { background: $jade; border-color: $jade; image: url("$tick"); }
QCheckBox:focus { color: $ink; }
QCheckBox::indicator:focus { border-color: $ink; }
QProgressBar { min-height: 12px; max-height: 12px; border: 0; border-radius: 6px; background: $wash; }
QProgressBar::chunk { background: $jade; border-radius: 6px; }
QTableView { background: transparent; border: 0; outline: 0; font-size: ${desk}px; selection-background-color: $wash;
  selection-color: $ink; }
QTableView::item { border: 0; border-bottom: 1px solid $line; padding: 0 8px; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; border: 0; border-bottom: 1px solid $line; padding: 6px 8px;
  font-size: ${small}px; color: $ink_soft; }
QToolTip { background: $card; color: $ink; border: 1px solid $line; padding: 4px 8px; font-size: ${small}px; }
QMenu { background: $card; border: 1px solid $line; padding: 4px; font-size: ${desk}px; }
QMenu::item { padding: 6px 24px; border-radius: 8px; }
QMenu::item:selected { background: $wash; }
QMenu::item:disabled { color: $ink_soft; }
QMenu::separator { height: 1px; margin: 4px 8px; background: $line; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 2px; }
QScrollBar::handle:vertical { background: $line; border-radius: 4px; min-height: 44px; }
QScrollBar::handle:vertical:disabled { background: transparent; }
QScrollBar::handle:vertical:hover { background: $ink_soft; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(family: str, colours: Mapping[str, str], sizes_px: Mapping[str, int], signs: Mapping[str, str]) -> str:
    """Return the style sheet for a family, the theme's colours, the type scale and the files of its signs."""
    return _SHEET.substitute(family=family, **colours, **sizes_px, **signs)
