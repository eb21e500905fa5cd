# Make a bare Windows machine ready for Kaobo: uv. Qt's libraries travel inside the wheel.
#   powershell -ExecutionPolicy Bypass -File packaging\windows\prepare.ps1
# Running it again is quick and changes nothing.
$ErrorActionPreference = "Stop"
if (-not (Get-Command uv -ErrorAction SilentlyContinue)) {
    if (-not (Get-Command py -ErrorAction SilentlyContinue)) {
        Write-Error "Python 3.12 or newer is missing: install it from the Microsoft Store, then run this again."
        exit 3
    }
    py -m pip install --quiet --user uv
    $scripts = py -c "import sysconfig; print(sysconfig.get_path('scripts', 'nt_user'))"
    $env:Path = "$scripts;$env:Path"
    [Environment]::SetEnvironmentVariable("Path", "$scripts;" + [Environment]::GetEnvironmentVariable("Path", "User"), "User")
}
Write-Output "Ready."
