<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AwayQuestion</name>
    <message>
        <source>Are you still there?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>In {0} s this page goes back to the beginning, so that nobody reads your number.</source>
        <translation>{0} 秒后回到首页，以免号码被别人看到。</translation>
    </message>
    <message>
        <source>Back to the beginning</source>
        <translation>回到首页</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>BehindLine</name>
    <message>
        <source>Your answers to the oral questions are noted.</source>
        <translation>口答已记录。</translation>
    </message>
    <message>
        <source>The time was up, so your paper was handed in: {0} of {1} questions answered.</source>
        <translation>时间到，试卷已自动交卷：{1} 题，已答 {0} 题。</translation>
    </message>
    <message>
        <source>Your paper is handed in: {0} of {1} questions answered.</source>
        <translation>试卷已交：{1} 题，已答 {0} 题。</translation>
    </message>
    <message>
        <source>Your video is handed in.</source>
        <translation>短视频已提交。</translation>
    </message>
    <message>
        <source>The time was up before a video that can be handed in had arrived.</source>
        <translation>时间到，没有收到可以提交的短视频。</translation>
    </message>
    <message>
        <source>The time was up, so your last good video was handed in.</source>
        <translation>时间到，已自动提交最后一条可以提交的短视频。</translation>
    </message>
    <message>
        <source>The one that was still on its way came too late to count.</source>
        <translation>还在传送或检查的那条来不及计入。</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
</context>
<context>
    <name>BoothFields</name>
    <message>
        <source>Advice</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Stop: the exam ends</source>
        <translation>终止：考核结束</translation>
    </message>
    <message>
        <source>Void: the exam ends and does not count</source>
        <translation>作废：考核结束，成绩无效</translation>
    </message>
    <message>
        <source>Give time back</source>
        <translation>补时</translation>
    </message>
    <message>
        <source>Note misconduct</source>
        <translation>记录违纪</translation>
    </message>
    <message>
        <source>Stop the exam now?</source>
        <translation>现在终止考核？</translation>
    </message>
    <message>
        <source>Minutes and seconds, as 1:30. 0:00 gives nothing back and lets the exam go on.</source>
        <translation>写分和秒，如 1:30。0:00 表示不补时，考核继续。</translation>
    </message>
    <message>
        <source>A stopped exam cannot be resumed. Everything so far stays saved.</source>
        <translation>终止后不能再继续。已有内容都已保存。</translation>
    </message>
    <message>
        <source>Time to give back</source>
        <translation>补时时长</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Kind of misconduct</source>
        <translation>违纪程度</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>确认补时</translation>
    </message>
    <message>
        <source>Stop the exam</source>
        <translation>终止考核</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Write the time as minutes and seconds: 1:30.</source>
        <translation>请写分和秒，如 1:30。</translation>
    </message>
</context>
<context>
    <name>BoothPanel</name>
    <message>
        <source>The candidate calls ({0})</source>
        <translation>考生呼叫（{0}）</translation>
    </message>
    <message>
        <source>Answer the call</source>
        <translation>已到场</translation>
    </message>
    <message>
        <source>{0} of lost time wait for your decision; the candidate&apos;s clock is stopped.</source>
        <translation>有 {0} 的中断等您决定，考生的计时已停。</translation>
    </message>
    <message>
        <source>Lost so far: {0}</source>
        <translation>累计中断：{0}</translation>
    </message>
    <message>
        <source>Time back</source>
        <translation>补时</translation>
    </message>
    <message>
        <source>Stop exam</source>
        <translation>终止考核</translation>
    </message>
    <message>
        <source>Nothing waits for you. Check-in, calls and lost time come here by themselves.</source>
        <translation>暂无待办。报到、呼叫和补时会自动出现在这里。</translation>
    </message>
    <message>
        <source>Misconduct</source>
        <translation>违纪</translation>
    </message>
    <message>
        <source>A call from somebody not checked in yet</source>
        <translation>有人呼叫，尚未报到</translation>
    </message>
</context>
<context>
    <name>CallButton</name>
    <message>
        <source>Call the examiner</source>
        <translation>呼叫考评员</translation>
    </message>
    <message>
        <source>Examiner called</source>
        <translation>已呼叫考评员</translation>
    </message>
    <message>
        <source>The examiner heard you</source>
        <translation>考评员已听到</translation>
    </message>
    <message>
        <source>Not called: press again</source>
        <translation>没有呼叫成功，请再按</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>{0} points apart, the limit is {1}; the mean would be {2}</source>
        <translation>相差 {0} 分，限度 {1} 分；平均为 {2} 分</translation>
    </message>
    <message>
        <source>Your decision</source>
        <translation>您的裁定</translation>
    </message>
    <message>
        <source>Points, as 77.5</source>
        <translation>分数，如 77.5</translation>
    </message>
    <message>
        <source>Why: what the film shows, and at which second</source>
        <translation>理由：录像第几秒看到什么</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Second login</source>
        <translation>第二签字人登录名</translation>
    </message>
    <message>
        <source>Second person&apos;s login</source>
        <translation>第二签字人登录名</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Decide and sign</source>
        <translation>裁定并签字</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to the cases</source>
        <translation>返回复核列表</translation>
    </message>
    <message>
        <source>Decided: {0} points, signed by two people.</source>
        <translation>已裁定 {0} 分，两人签字。</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>red line</source>
        <translation>红线</translation>
    </message>
    <message>
        <source>{0} apart</source>
        <translation>相差 {0}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>decided: {0}</source>
        <translation>已裁定：{0}</translation>
    </message>
    <message>
        <source>Moderation</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Panels that call a moderator</source>
        <translation>需要复核的考评组</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>准考证号</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>科目</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>各份总分</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Nothing needs moderation.</source>
        <translation>没有需要复核的评分。</translation>
    </message>
    <message>
        <source>A spread over the threshold or an agreed red line brings a case here.</source>
        <translation>分差超过限度或红线成立时，会出现在这里。</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>打开复核</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>Camera picture</source>
        <translation>摄像头画面</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>报到</translation>
    </message>
    <message>
        <source>Type both, or touch the keys. Your admission ticket shows the number.</source>
        <translation>键盘输入或点按右侧按键。准考证号印在准考证上。</translation>
    </message>
    <message>
        <source>Admission number</source>
        <translation>准考证号</translation>
    </message>
    <message>
        <source>Last four characters of your ID card or passport</source>
        <translation>身份证或护照号码后四位</translation>
    </message>
    <message>
        <source>Or hold the code on your ticket up to the camera: it fills in the number.</source>
        <translation>也可以把准考证上的二维码对准摄像头，自动填入号码。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Practice: a made-up candidate is filled in. Press “Check in”.</source>
        <translation>练习：已填好一位虚构的考生，请点“报到”。</translation>
    </message>
</context>
<context>
    <name>ClipBar</name>
    <message>
        <source>Watch the short video  B</source>
        <translation>看短视频  B</translation>
    </message>
    <message>
        <source>Watch the short video, key B</source>
        <translation>看短视频，按键 B</translation>
    </message>
    <message>
        <source>Back to the booth&apos;s picture, key Escape</source>
        <translation>回到直播间画面，按键 Esc</translation>
    </message>
    <message>
        <source>Booth  Esc</source>
        <translation>直播间  Esc</translation>
    </message>
    <message>
        <source>Its file is on the booth&apos;s computer: mark it from the film there.</source>
        <translation>文件在直播间电脑上，请在那台电脑上看录像评分。</translation>
    </message>
    <message>
        <source>Handed in. Tags stand on the picture that you see.</source>
        <translation>已提交。标记对应您看到的画面。</translation>
    </message>
    <message>
        <source>Not handed in yet: it may be replaced. Tags come with the hand-in.</source>
        <translation>尚未提交，考生还可以更换；提交后才能打标记。</translation>
    </message>
</context>
<context>
    <name>ClipPage</name>
    <message>
        <source>Code for the phone</source>
        <translation>手机扫码</translation>
    </message>
    <message>
        <source>Send another video to replace this one</source>
        <translation>再传一条，可替换这一条</translation>
    </message>
    <message>
        <source>Scan with the booth&apos;s phone</source>
        <translation>用直播间的手机扫码</translation>
    </message>
    <message>
        <source>The page on the phone sends your video straight to this booth, with no internet.</source>
        <translation>在手机打开的页面里选择视频，直接传到本直播间，不走外网。</translation>
    </message>
    <message>
        <source>Load it from a USB stick</source>
        <translation>从 U 盘读取</translation>
    </message>
    <message>
        <source>Hand in the video</source>
        <translation>提交短视频</translation>
    </message>
    <message>
        <source>Your task</source>
        <translation>您的任务</translation>
    </message>
    <message>
        <source>Your video must show</source>
        <translation>短视频里要有</translation>
    </message>
    <message>
        <source>Length from {0} to {1}</source>
        <translation>时长 {0} 至 {1}</translation>
    </message>
    <message>
        <source>Hold the phone&apos;s camera at the code and open the page</source>
        <translation>用手机相机对准二维码，打开网页</translation>
    </message>
    <message>
        <source>Choose your video there and wait until it has been sent</source>
        <translation>在网页上选好视频，等它传完</translation>
    </message>
    <message>
        <source>Its check appears here: watch it, then hand it in</source>
        <translation>检查结果会出现在这里：看一遍，再提交</translation>
    </message>
    <message>
        <source>Checking picture and sound …</source>
        <translation>正在检查画面和声音……</translation>
    </message>
    <message>
        <source>Receiving {0} of {1}</source>
        <translation>已接收 {0}，共 {1}</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>看一遍</translation>
    </message>
    <message>
        <source>This video can be handed in</source>
        <translation>这条短视频可以提交</translation>
    </message>
    <message>
        <source>This one cannot be handed in; the one before still counts</source>
        <translation>这一条不能提交，上一条仍然有效</translation>
    </message>
    <message>
        <source>This video cannot be handed in yet</source>
        <translation>这条短视频还不能提交</translation>
    </message>
    <message>
        <source>Video {0} · {1} · {2}</source>
        <translation>第 {0} 条 · {1} · {2}</translation>
    </message>
    <message>
        <source>No video was found on a USB stick.</source>
        <translation>U 盘上没有找到视频。</translation>
    </message>
    <message>
        <source>Put the stick in, wait a moment, then press again.</source>
        <translation>请插入 U 盘，稍等片刻，再点一次。</translation>
    </message>
    <message>
        <source>Hand in this video?</source>
        <translation>提交这条短视频？</translation>
    </message>
    <message>
        <source>After handing in it cannot be replaced.</source>
        <translation>提交以后不能再替换。</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>再等等</translation>
    </message>
    <message>
        <source>Bring your video on a USB stick</source>
        <translation>请用 U 盘交视频</translation>
    </message>
    <message>
        <source>The phone has no connection to this booth just now. The code appears with it.</source>
        <translation>手机现在连不上这台电脑。连上后，这里会出现二维码。</translation>
    </message>
</context>
<context>
    <name>ClipPlayer</name>
    <message>
        <source>Your video</source>
        <translation>您的视频</translation>
    </message>
    <message>
        <source>Back to the task</source>
        <translation>返回任务</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>再看一遍</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>It cannot be played here. The checks on the page hold all the same.</source>
        <translation>这里无法播放。页面上的检查结果照样有效。</translation>
    </message>
</context>
<context>
    <name>ClosingDesk</name>
    <message>
        <source>Close room</source>
        <translation>清场</translation>
    </message>
</context>
<context>
    <name>ClosingPage</name>
    <message>
        <source>Where: {0}</source>
        <translation>位置：{0}</translation>
    </message>
    <message>
        <source>May wait: {0}</source>
        <translation>可以稍后：{0}</translation>
    </message>
    <message>
        <source>the office</source>
        <translation>考务室</translation>
    </message>
    <message>
        <source>absent, noted</source>
        <translation>缺考，已登记</translation>
    </message>
    <message>
        <source>put off, noted</source>
        <translation>缓考，已登记</translation>
    </message>
    <message>
        <source>nothing is known</source>
        <translation>没有任何记录</translation>
    </message>
    <message>
        <source>{0} · answers {1}/{2} · clips {3} · films {4} ({5}) · sheets signed {6}/{7}</source>
        <translation>{0} · 答案 {1}/{2} · 短视频 {3} · 录像 {4}（{5}）· 已签评分表 {6}/{7}</translation>
    </message>
    <message>
        <source>Close the room</source>
        <translation>清场</translation>
    </message>
    <message>
        <source>Every answer, sheet, film and clip is looked for before anyone leaves.</source>
        <translation>离场之前，逐一核对每份答案、评分表、录像和短视频。</translation>
    </message>
    <message>
        <source>Reading every film: {0} of {1} candidates</source>
        <translation>正在逐个核对录像：{0}/{1} 人</translation>
    </message>
    <message>
        <source>Candidates accounted for</source>
        <translation>已核对人数</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新核对</translation>
    </message>
    <message>
        <source>Count everything</source>
        <translation>开始核对</translation>
    </message>
    <message>
        <source>Everything of {0} candidates is here. The room may close.</source>
        <translation>{0} 名考生的材料齐全，可以清场。</translation>
    </message>
    <message>
        <source>Something is missing of {0} of {1} candidates.</source>
        <translation>{1} 名考生中有 {0} 名缺材料。</translation>
    </message>
    <message>
        <source>Let nobody leave before it is found or noted.</source>
        <translation>找到或登记之前，请勿离场。</translation>
    </message>
    <message>
        <source>Every film is read to its end; you see how far it is.</source>
        <translation>每段录像都会从头读到尾，进度随时可见。</translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message>
        <source>Before we begin</source>
        <translation>开始之前</translation>
    </message>
    <message>
        <source>Please read these four points. You decide.</source>
        <translation>请看完这四点，由您决定。</translation>
    </message>
    <message>
        <source>What is recorded</source>
        <translation>记录什么</translation>
    </message>
    <message>
        <source>How long it is kept</source>
        <translation>保存多久</translation>
    </message>
    <message>
        <source>Films for {0} years, papers and marks for {1} years. Then they are deleted for good.</source>
        <translation>录像保存 {0} 年，试卷和评分保存 {1} 年，到期彻底删除。</translation>
    </message>
    <message>
        <source>Who sees it</source>
        <translation>谁能看到</translation>
    </message>
    <message>
        <source>Your examiners, the examiner in charge, and the supervisor. Whoever opens a film leaves a line in the record.</source>
        <translation>为您评分的考评员、考评组长和督导员。谁打开过录像，都会留下记录。</translation>
    </message>
    <message>
        <source>What you may do</source>
        <translation>您的权利</translation>
    </message>
    <message>
        <source>You may see your marks, ask for a review and appeal. You may say no: then the exam ends here; only your check-in and your answer are kept.</source>
        <translation>您可以查看成绩、申请复核和申诉。您也可以不同意：考核到此结束，只保留报到信息和您的答复。</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>I agree, continue</source>
        <translation>同意，继续</translation>
    </message>
    <message>
        <source> You agreed that a computer compares that photo with the one of your registration: at this centre alone, as a hint for the examiner, who decides. No figures of your face are kept.</source>
        <translation>您已同意由电脑把该照片与报名照片比对：只在本考点进行，只作为给考评员的提示，由考评员决定；不保存您的人脸特征。</translation>
    </message>
    <message>
        <source>Picture and sound of your live pitch, your answers and your short video, each with its time. Apart from the photo at check-in, nothing is recorded before you agree.</source>
        <translation>您的直播画面和声音、您的答案、您的短视频，以及各自的时间。除报到时的照片外，您同意之前不做任何录制。</translation>
    </message>
    <message>
        <source> You did not agree to a comparison of that photo by a computer: there is none.</source>
        <translation>您没有同意电脑比对该照片，因此不作比对。</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Camera picture</source>
        <translation>摄像头画面</translation>
    </message>
    <message>
        <source>Looking at camera, microphone, disk and power …</source>
        <translation>正在查看摄像头、麦克风、磁盘和电源……</translation>
    </message>
    <message>
        <source>Continue without sound</source>
        <translation>没有声音，继续</translation>
    </message>
    <message>
        <source>Your film will have no sound.</source>
        <translation>您的录像将没有声音。</translation>
    </message>
    <message>
        <source>We hear you well.</source>
        <translation>听得很清楚。</translation>
    </message>
    <message>
        <source>Please say: “Hello, everyone.”</source>
        <translation>请说一句：“大家好。”</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Picture rate</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光线</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>人声</translation>
    </message>
    <message>
        <source>Picture and sound together</source>
        <translation>音画同步</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>磁盘空间</translation>
    </message>
    <message>
        <source>Speed of the disk</source>
        <translation>磁盘速度</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>电源</translation>
    </message>
    <message>
        <source>Camera and microphone</source>
        <translation>摄像头和麦克风</translation>
    </message>
    <message>
        <source>Look into the camera and speak. Every line should show a green tick.</source>
        <translation>请看着摄像头说话。每一行都应出现绿色的勾。</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>All good, continue</source>
        <translation>一切正常，继续</translation>
    </message>
    <message>
        <source>{0} pictures a second</source>
        <translation>每秒 {0} 帧</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有画面</translation>
    </message>
</context>
<context>
    <name>DigitRow</name>
    <message>
        <source>Delete the last digit</source>
        <translation>删除最后一位</translation>
    </message>
</context>
<context>
    <name>DisputeCard</name>
    <message>
        <source>Most disputed first</source>
        <translation>分歧大的在前</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>分差</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>A red line was agreed</source>
        <translation>红线成立</translation>
    </message>
    <message>
        <source>{0}: {1}, go to {2}</source>
        <translation>{0}：{1}，跳到 {2}</translation>
    </message>
</context>
<context>
    <name>DrawPage</name>
    <message>
        <source>This is your product</source>
        <translation>这是您的产品</translation>
    </message>
    <message>
        <source>You have {0} min to prepare. The clock starts when you press the button.</source>
        <translation>您有 {0} 分钟准备。按下按钮才开始计时。</translation>
    </message>
    <message>
        <source>Start preparing</source>
        <translation>开始准备</translation>
    </message>
    <message>
        <source>Draw your product</source>
        <translation>抽取产品样品</translation>
    </message>
    <message>
        <source>{0} products lie face down, shuffled. One of them is turned over for you.</source>
        <translation>{0} 件产品已洗牌，背面朝上，为您翻开其中一张。</translation>
    </message>
    <message>
        <source>Turn one over</source>
        <translation>翻开一张</translation>
    </message>
    <message>
        <source>Proof of this draw</source>
        <translation>抽签凭证</translation>
    </message>
    <message>
        <source>Anyone can check it against the code on the sign-in sheet once the sitting is over.</source>
        <translation>本场次结束后，任何人都可以对照签到表上的编码核验。</translation>
    </message>
</context>
<context>
    <name>ExaminerDesk</name>
    <message>
        <source>There is nothing at this desk for your role.</source>
        <translation>您的岗位在考评台没有可办的事项。</translation>
    </message>
    <message>
        <source>Ask the office.</source>
        <translation>请联系考务室。</translation>
    </message>
</context>
<context>
    <name>ExaminerWindow</name>
    <message>
        <source>Kaobo examiner</source>
        <translation>考播 · 考评台</translation>
    </message>
    <message>
        <source>Something went wrong in the program (incident {0}).</source>
        <translation>程序出现故障（编号 {0}）。</translation>
    </message>
    <message>
        <source>Every mark so far is saved. Carry on, and tell the office the number.</source>
        <translation>已评的分数都已保存。请继续，并把编号告诉考务室。</translation>
    </message>
</context>
<context>
    <name>FactsPanel</name>
    <message>
        <source>The video must have</source>
        <translation>短视频必须有</translation>
    </message>
    <message>
        <source>Must be said</source>
        <translation>必须讲到</translation>
    </message>
    <message>
        <source>Must not be claimed</source>
        <translation>不得宣称</translation>
    </message>
    <message>
        <source>The sample stands here once it is drawn, with what must be said about it.</source>
        <translation>抽到样品后，这里显示样品资料和必讲内容。</translation>
    </message>
</context>
<context>
    <name>FilmControls</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>One picture back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One picture on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>Tag before</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>Tag after</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Play the stretch between two tags over and over</source>
        <translation>在前后两个标记之间循环播放</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Speed (− and =)</source>
        <translation>播放速度（− 减慢，= 加快）</translation>
    </message>
    <message>
        <source>Stand still</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Let the film run</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>FilmDesk</name>
    <message>
        <source>Evidence could not be computed; marking needs none.</source>
        <translation>证据未能算出；评分不受影响。</translation>
    </message>
    <message>
        <source>Evidence is being computed: {0} %</source>
        <translation>正在分析录像：{0}%</translation>
    </message>
    <message>
        <source>{0} is not on this computer.</source>
        <translation>{0} 不在这台电脑上。</translation>
    </message>
    <message>
        <source>{0} cannot be played.</source>
        <translation>{0} 无法播放。</translation>
    </message>
    <message>
        <source>Look at it with: kaobo film check. What is marked is safe.</source>
        <translation>请用 kaobo film check 查看。已评的分都在。</translation>
    </message>
</context>
<context>
    <name>FilmPage</name>
    <message>
        <source>Queue</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>返回评分列表</translation>
    </message>
    <message>
        <source>Percentages say how sure a finding is; none changes a mark.</source>
        <translation>百分数为机器的把握，不影响评分。</translation>
    </message>
</context>
<context>
    <name>Gates</name>
    <message>
        <source>ahead</source>
        <translation>未到</translation>
    </message>
    <message>
        <source>now</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>behind you</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>三关</translation>
    </message>
</context>
<context>
    <name>IdentityRow</name>
    <message>
        <source>Photo taken at check-in</source>
        <translation>报到时拍摄的照片</translation>
    </message>
    <message>
        <source>No. {0}</source>
        <translation>准考证号 {0}</translation>
    </message>
    <message>
        <source>Is the person in the picture the person of the document? Your eye decides.</source>
        <translation>画面中的人与证件是同一人吗？以您的眼睛为准。</translation>
    </message>
    <message>
        <source>Identity confirmed.</source>
        <translation>身份已确认。</translation>
    </message>
    <message>
        <source>Not the person of the document.</source>
        <translation>与证件不是同一人。</translation>
    </message>
    <message>
        <source>Booked for {0}, not for today: ask the office before you confirm.</source>
        <translation>预约的是 {0}，不是今天：请先问考务办公室，再确认。</translation>
    </message>
    <message>
        <source>It is this person</source>
        <translation>是本人</translation>
    </message>
    <message>
        <source>It is not</source>
        <translation>不是本人</translation>
    </message>
    <message>
        <source>Photo of the registration</source>
        <translation>报名时提交的照片</translation>
    </message>
    <message>
        <source>check-in</source>
        <translation>报到照片</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>报名照片</translation>
    </message>
</context>
<context>
    <name>IdentityWords</name>
    <message>
        <source>Computer&apos;s hint: the two photos look alike (likeness {0} of 100).</source>
        <translation>电脑提示：两张照片看起来相像（相似度 {0}/100）。</translation>
    </message>
    <message>
        <source>Computer&apos;s hint: it cannot say whether this is one person (likeness {0} of 100).</source>
        <translation>电脑提示：无法判断是否为同一人（相似度 {0}/100）。</translation>
    </message>
    <message>
        <source>Computer&apos;s hint: the two photos look different (likeness {0} of 100). Look closely.</source>
        <translation>电脑提示：两张照片看起来不像（相似度 {0}/100），请仔细核对。</translation>
    </message>
    <message>
        <source>{0} cannot be read</source>
        <translation>{0}无法读取</translation>
    </message>
    <message>
        <source>{0} shows no face that can be compared</source>
        <translation>{0}中没有可比对的人脸</translation>
    </message>
    <message>
        <source>{0} shows several faces</source>
        <translation>{0}中有多张人脸</translation>
    </message>
    <message>
        <source>the photo of the registration</source>
        <translation>报名照片</translation>
    </message>
    <message>
        <source>the photo of check-in</source>
        <translation>报到照片</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>No hint: {0}.</source>
        <translation>没有提示：{0}。</translation>
    </message>
</context>
<context>
    <name>ItemTile</name>
    <message>
        <source>Question {0}</source>
        <translation>第 {0} 题</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>未答</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>已标记</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Delete the last character</source>
        <translation>删除最后一个字符</translation>
    </message>
    <message>
        <source>Show digits</source>
        <translation>显示数字</translation>
    </message>
    <message>
        <source>Show letters</source>
        <translation>显示字母</translation>
    </message>
</context>
<context>
    <name>KioskWindow</name>
    <message>
        <source>Kaobo</source>
        <translation>考播</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Sound level</source>
        <translation>音量</translation>
    </message>
</context>
<context>
    <name>LiveBooth</name>
    <message>
        <source>Booth</source>
        <translation>直播间</translation>
    </message>
    <message>
        <source>Nobody is at {0} yet</source>
        <translation>{0} 还没有考生</translation>
    </message>
    <message>
        <source>As soon as a candidate checks in there, the booth opens here by itself.</source>
        <translation>考生在该直播间报到后，这里会自动打开。</translation>
    </message>
    <message>
        <source>Somebody at {0} calls for help</source>
        <translation>{0} 有人呼叫</translation>
    </message>
    <message>
        <source>Nobody has checked in there yet. Answer first: the kiosk says that you heard it. Then go there.</source>
        <translation>那里还没有人报到。请先应答，让对方看到您已听到，再过去看看。</translation>
    </message>
</context>
<context>
    <name>LiveHeadLine</name>
    <message>
        <source>Booth</source>
        <translation>直播间</translation>
    </message>
    <message>
        <source>✓ saved {0}</source>
        <translation>✓ 已保存 {0} 项</translation>
    </message>
</context>
<context>
    <name>LivePage</name>
    <message>
        <source>Product facts</source>
        <translation>样品资料</translation>
    </message>
    <message>
        <source>The task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Booth ●</source>
        <translation>直播间 ●</translation>
    </message>
    <message>
        <source>Booth</source>
        <translation>直播间</translation>
    </message>
</context>
<context>
    <name>LivePictureView</name>
    <message>
        <source>Picture of the booth</source>
        <translation>直播间画面</translation>
    </message>
</context>
<context>
    <name>LiveSheets</name>
    <message>
        <source>Another examiner runs this booth</source>
        <translation>本直播间由另一位考评员负责</translation>
    </message>
    <message>
        <source>You may look on. A sheet of yours takes a place of the panel.</source>
        <translation>您可以旁观。打开评分表会占用考评组的一个名额。</translation>
    </message>
</context>
<context>
    <name>LiveWords</name>
    <message>
        <source>marks independently</source>
        <translation>独立评分</translation>
    </message>
    <message>
        <source>Examiner {0}</source>
        <translation>考评员 {0}</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>核验身份</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>未通过核验</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>知情同意</translation>
    </message>
    <message>
        <source>Consent refused</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备检查</translation>
    </message>
    <message>
        <source>Before theory</source>
        <translation>理论开始前</translation>
    </message>
    <message>
        <source>Theory</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>Before the short video</source>
        <translation>短视频开始前</translation>
    </message>
    <message>
        <source>Short video</source>
        <translation>引流短视频</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽取样品</translation>
    </message>
    <message>
        <source>Before preparation</source>
        <translation>备播开始前</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>备播</translation>
    </message>
    <message>
        <source>Live pitch</source>
        <translation>产品直播</translation>
    </message>
    <message>
        <source>All subjects done</source>
        <translation>各科目已完成</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>考核结束</translation>
    </message>
    <message>
        <source>recording {0}</source>
        <translation>录制中 {0}</translation>
    </message>
    <message>
        <source>not written for a second · {0}</source>
        <translation>已一秒没有写入 · {0}</translation>
    </message>
    <message>
        <source>recording interrupted</source>
        <translation>录制中断</translation>
    </message>
    <message>
        <source>recording, proven up to {0} s</source>
        <translation>录制中，已证实到 {0} 秒</translation>
    </message>
    <message>
        <source>film closed</source>
        <translation>录像已封存</translation>
    </message>
    <message>
        <source>No live picture here. Look through the glass: marking, tags and the booth work all the same.</source>
        <translation>这里没有接入画面。请隔窗观看，评分、标记和考场操作照常。</translation>
    </message>
    <message>
        <source>Waiting for the booth&apos;s picture. Everything else works.</source>
        <translation>正在等待直播间画面，其余功能照常。</translation>
    </message>
    <message>
        <source>The booth does not know this desk. Give both the same token, then start again.</source>
        <translation>直播间不认识本考评台。请使用相同的口令后重新启动。</translation>
    </message>
    <message>
        <source>The booth&apos;s camera shows no picture yet.</source>
        <translation>直播间的摄像头还没有画面。</translation>
    </message>
    <message>
        <source>Fitting address: {0}. Unfit: {1}.</source>
        <translation>合适的称呼：{0}。不合适：{1}。</translation>
    </message>
    <message>
        <source>Resident ID card</source>
        <translation>居民身份证</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>护照</translation>
    </message>
    <message>
        <source>Officer&apos;s card</source>
        <translation>军官证</translation>
    </message>
    <message>
        <source>Hong Kong permit</source>
        <translation>港澳居民来往内地通行证（香港）</translation>
    </message>
    <message>
        <source>Macau permit</source>
        <translation>港澳居民来往内地通行证（澳门）</translation>
    </message>
    <message>
        <source>Taiwan permit</source>
        <translation>台湾居民来往大陆通行证</translation>
    </message>
    <message>
        <source>Foreigner&apos;s residence card</source>
        <translation>外国人永久居留身份证</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>advice</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Noted: {0}</source>
        <translation>已记录：{0}</translation>
    </message>
    <message>
        <source>The exam was stopped.</source>
        <translation>考核已终止。</translation>
    </message>
    <message>
        <source>The exam has ended</source>
        <translation>考核已经结束</translation>
    </message>
    <message>
        <source>Nothing is to be marked here. A sheet that is not signed yet stands under “Marking”.</source>
        <translation>这里没有要评分的内容。还没签字的评分表在“评分”里。</translation>
    </message>
    <message>
        <source>No sheet is open yet</source>
        <translation>评分表还没打开</translation>
    </message>
    <message>
        <source>It opens by itself when the first subject begins.</source>
        <translation>第一科目开始时会自动打开。</translation>
    </message>
    <message>
        <source>{0} of {1} answered, {2} flagged. Theory is marked by the machine.</source>
        <translation>已答 {0}/{1} 题，标记 {2} 题。理论由系统评分。</translation>
    </message>
    <message>
        <source>Theory on screen</source>
        <translation>机考理论</translation>
    </message>
    <message>
        <source>The candidate starts when ready.</source>
        <translation>考生准备好后自行开始。</translation>
    </message>
    <message>
        <source>The exam was ended for misconduct</source>
        <translation>考核因违纪终止</translation>
    </message>
    <message>
        <source>What was broken off is not marked. Everything you noted stays in the record.</source>
        <translation>中断的部分不再评分。您已记下的内容都保留在考核记录中。</translation>
    </message>
</context>
<context>
    <name>ModerationDesk</name>
    <message>
        <source>Moderation</source>
        <translation>复核</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>Mark this candidate</source>
        <translation>参加评分</translation>
    </message>
</context>
<context>
    <name>OralPage</name>
    <message>
        <source>Question {0} of {1} · aloud</source>
        <translation>第 {0} 题，共 {1} 题 · 口答</translation>
    </message>
    <message>
        <source>Please answer aloud. The examiner ends this gate after the last question.</source>
        <translation>请口头回答。最后一题之后，由考评员结束本关。</translation>
    </message>
    <message>
        <source>Please answer aloud. The examiner is listening.</source>
        <translation>请口头回答，考评员在听。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一题</translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation>上一题</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一题</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>下一题</translation>
    </message>
</context>
<context>
    <name>OralPanel</name>
    <message>
        <source>Question {0} of {1}</source>
        <translation>第 {0} 题，共 {1} 题</translation>
    </message>
    <message>
        <source>so far {0}</source>
        <translation>暂计 {0}</translation>
    </message>
    <message>
        <source>Signed and sealed   {0}</source>
        <translation>已签字封存   {0}</translation>
    </message>
    <message>
        <source>Signed   {0}</source>
        <translation>已签字   {0}</translation>
    </message>
    <message>
        <source>Model answer</source>
        <translation>参考答案</translation>
    </message>
    <message>
        <source>← Back</source>
        <translation>← 上一题</translation>
    </message>
    <message>
        <source>The question before, key ←</source>
        <translation>上一题，按键 ←</translation>
    </message>
    <message>
        <source>Next →</source>
        <translation>下一题 →</translation>
    </message>
    <message>
        <source>The next question, key →</source>
        <translation>下一题，按键 →</translation>
    </message>
    <message>
        <source>Sign V</source>
        <translation>签字 V</translation>
    </message>
    <message>
        <source>Sign this sheet, key V</source>
        <translation>签字确认，按键 V</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签字</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>End theory E</source>
        <translation>结束口试 E</translation>
    </message>
    <message>
        <source>End oral theory before its time, key E</source>
        <translation>提前结束口试，按键 E</translation>
    </message>
    <message>
        <source>End oral theory now?</source>
        <translation>现在结束口试？</translation>
    </message>
    <message>
        <source>{0} of {1} questions have no key point ticked and earn nothing so far.</source>
        <translation>共 {1} 题，其中 {0} 题还没有勾选要点，目前不得分。</translation>
    </message>
    <message>
        <source>Every question has ticks.</source>
        <translation>每道题都已勾选要点。</translation>
    </message>
    <message>
        <source>The candidate goes on to the next gate; you can tick until you sign.</source>
        <translation>考生将进入下一关；签字前您仍可勾选。</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>结束口试</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>暂不</translation>
    </message>
</context>
<context>
    <name>OralSheetPage</name>
    <message>
        <source>Queue</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>返回评分列表</translation>
    </message>
    <message>
        <source>Oral theory was not filmed: tick and sign only what you heard yourself.</source>
        <translation>口试没有录像：请只勾选、签署您亲耳听到的内容。</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>All questions</source>
        <translation>全部试题</translation>
    </message>
    <message>
        <source>Answered: {0} of {1} · Flagged: {2}</source>
        <translation>已答 {0} 题，共 {1} 题 · 标记 {2} 题</translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>Camera picture</source>
        <translation>摄像头画面</translation>
    </message>
    <message>
        <source>One photo of you</source>
        <translation>给您拍一张照片</translation>
    </message>
    <message>
        <source>Look into the camera. Glasses may stay on; hat and mask come off.</source>
        <translation>请看镜头。眼镜可以戴着，帽子和口罩请摘下。</translation>
    </message>
    <message>
        <source>The examiner compares it with your ID. No machine decides who you are.</source>
        <translation>考评员拿它和您的证件比对。您是谁，不由机器判定。</translation>
    </message>
    <message>
        <source>It is kept sealed; whoever looks at it leaves a line in a list.</source>
        <translation>照片加密保存，谁看过都会留下一行记录。</translation>
    </message>
    <message>
        <source>It is deleted together with your data.</source>
        <translation>照片随您的资料一起删除。</translation>
    </message>
    <message>
        <source>It compares this photo with the one of your registration, at this centre alone, and gives the examiner a hint. Without your tick nothing is compared, and nothing else changes.</source>
        <translation>只在本考点把这张照片与您的报名照片比对，给考评员一个提示。不勾选就不比对，其他一切不变。</translation>
    </message>
    <message>
        <source>The camera gives no picture.</source>
        <translation>摄像头没有画面。</translation>
    </message>
    <message>
        <source>You can continue: the examiner will check your ID in person.</source>
        <translation>您可以继续：考评员会当面核对您和证件。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Continue without a photo</source>
        <translation>不拍照，继续</translation>
    </message>
    <message>
        <source>Take the photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>A computer may compare my photos (optional)</source>
        <translation>同意电脑比对我的照片（自愿）</translation>
    </message>
</context>
<context>
    <name>PinQuestion</name>
    <message>
        <source>Leave the kiosk</source>
        <translation>退出考试端</translation>
    </message>
    <message>
        <source>Only an examiner can close this window. The attempt stays where it is.</source>
        <translation>只有考评员可以关闭此窗口。考核进度会保留。</translation>
    </message>
    <message>
        <source>Examiner&apos;s login</source>
        <translation>考评员账号</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>返回考试</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>PitchPage</name>
    <message>
        <source>Recording</source>
        <translation>录制中</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>未在录制</translation>
    </message>
    <message>
        <source>{0} watching</source>
        <translation>{0} 人</translation>
    </message>
    <message>
        <source>Spoken {0} · {1} in all</source>
        <translation>已播 {0} · 共 {1}</translation>
    </message>
    <message>
        <source>Product · {0}</source>
        <translation>产品卡 · {0}</translation>
    </message>
    <message>
        <source>Facts from the maker. How to tell them is up to you.</source>
        <translation>以上为厂家提供的事实。怎么说、对谁说，由您决定。</translation>
    </message>
    <message>
        <source>No notes were written.</source>
        <translation>没有写提纲。</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画面帧数</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Finishing the film …</source>
        <translation>正在收尾……</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>Show my notes</source>
        <translation>展开我的提纲</translation>
    </message>
    <message>
        <source>Fold my notes</source>
        <translation>收起我的提纲</translation>
    </message>
    <message>
        <source>Stop the pitch now?</source>
        <translation>现在结束直播？</translation>
    </message>
    <message>
        <source>You have been live for {0}, with {1} left. Once stopped, the pitch cannot be resumed.</source>
        <translation>已播 {0}，还剩 {1}。结束后不能再继续。</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>现在结束</translation>
    </message>
    <message>
        <source>Keep going</source>
        <translation>继续直播</translation>
    </message>
</context>
<context>
    <name>PreparationPage</name>
    <message>
        <source>These facts come from the maker. How to tell them, and to whom, is up to you.</source>
        <translation>以上为厂家提供的事实。怎么说、对谁说，由您决定。</translation>
    </message>
    <message>
        <source>My notes</source>
        <translation>我的提纲</translation>
    </message>
    <message>
        <source>They stay beside you during the pitch. Nobody marks them.</source>
        <translation>直播时一直在旁边，不计入评分。</translation>
    </message>
    <message>
        <source>1 Greeting and opening
2 Three selling points
3 Price, gift, returns</source>
        <translation>1 称呼与开场
2 三个卖点
3 报价、赠品、售后</translation>
    </message>
    <message>
        <source>When the time is up, the pitch begins by itself.</source>
        <translation>时间一到，自动开播。</translation>
    </message>
    <message>
        <source>Go live now</source>
        <translation>现在开播</translation>
    </message>
    <message>
        <source>Begin the pitch now?</source>
        <translation>现在开播？</translation>
    </message>
    <message>
        <source>The recording starts at once and lasts {0} minutes.</source>
        <translation>马上开始录制，时长 {0} 分钟。</translation>
    </message>
    <message>
        <source>Go live</source>
        <translation>开播</translation>
    </message>
    <message>
        <source>Prepare a little more</source>
        <translation>再准备一会儿</translation>
    </message>
    <message>
        <source>The camera or the microphone does not answer.</source>
        <translation>摄像头或麦克风没有响应。</translation>
    </message>
    <message>
        <source>Please call the examiner. The pitch begins only when both are back.</source>
        <translation>请呼叫考评员。两样都恢复后，直播才会开始。</translation>
    </message>
</context>
<context>
    <name>QueueDesk</name>
    <message>
        <source>Marking</source>
        <translation>评分</translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message>
        <source>{0} of {1} signed</source>
        <translation>已签 {0}/{1}</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待评</translation>
    </message>
    <message>
        <source>half done</source>
        <translation>评到一半</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签字</translation>
    </message>
    <message>
        <source>signed and sealed</source>
        <translation>已签字封存</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待评</translation>
    </message>
    <message>
        <source>Half done</source>
        <translation>评到一半</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签字</translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>我的全部</translation>
    </message>
    <message>
        <source>Nothing waits for you.</source>
        <translation>没有待评的录像。</translation>
    </message>
    <message>
        <source>Films come here once an attempt has ended.</source>
        <translation>考生考完后，录像会出现在这里。</translation>
    </message>
    <message>
        <source>No sheet is half done.</source>
        <translation>没有评到一半的评分表。</translation>
    </message>
    <message>
        <source>A sheet that you open and do not sign stays here.</source>
        <translation>打开但还没签字的评分表会留在这里。</translation>
    </message>
    <message>
        <source>You have signed nothing here yet.</source>
        <translation>本场次还没有已签字的评分表。</translation>
    </message>
    <message>
        <source>Signed sheets stay here to be read.</source>
        <translation>签过字的评分表可在这里查看。</translation>
    </message>
    <message>
        <source>You have opened no sheet here yet.</source>
        <translation>本场次还没有打开过评分表。</translation>
    </message>
    <message>
        <source>Open one under Waiting.</source>
        <translation>请从“待评”中打开。</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Blind: no names</source>
        <translation>盲评：不显示姓名</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>科目</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Touched</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Read the sheet</source>
        <translation>查看评分表</translation>
    </message>
    <message>
        <source>Open the sheet</source>
        <translation>打开评分表</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>{0}: somebody calls</source>
        <translation>{0}：有人呼叫</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Speak Chinese</source>
        <translation>切换为英文</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>ReadyPage</name>
    <message>
        <source>1</source>
        <translation>一</translation>
    </message>
    <message>
        <source>2</source>
        <translation>二</translation>
    </message>
    <message>
        <source>3</source>
        <translation>三</translation>
    </message>
    <message>
        <source>Theory</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>Short video</source>
        <translation>引流短视频</translation>
    </message>
    <message>
        <source>Gate {0} · {1}</source>
        <translation>第{0}关 · {1}</translation>
    </message>
    <message>
        <source>Start the clock</source>
        <translation>开始计时</translation>
    </message>
    <message>
        <source>{0} questions · {1} minutes</source>
        <translation>{0} 题 · {1} 分钟</translation>
    </message>
    <message>
        <source>{0} minutes</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>You get a task and its must-haves. Film and cut with the booth&apos;s phone.</source>
        <translation>会给出任务和必备内容，用直播间的手机拍摄、剪辑。</translation>
    </message>
    <message>
        <source>Send the finished video with the code on the screen, or bring it on a USB stick.</source>
        <translation>扫屏幕上的二维码上传成片，或用 U 盘带来。</translation>
    </message>
    <message>
        <source>It lasts from {0} to {1}. You may replace it until you hand in.</source>
        <translation>时长 {0} 至 {1}。提交之前可以替换。</translation>
    </message>
    <message>
        <source>Each question stands on the screen. Answer aloud, in your own words.</source>
        <translation>题目显示在屏幕上，请用自己的话口头回答。</translation>
    </message>
    <message>
        <source>The examiner listens and leads on to the next question.</source>
        <translation>考评员听您回答，并引导到下一题。</translation>
    </message>
    <message>
        <source>Take your time: a short, right answer is enough.</source>
        <translation>不用着急，答得简短、正确就好。</translation>
    </message>
    <message>
        <source>One question at a time. You may go back and change every answer.</source>
        <translation>一次一题，可以返回，也可以修改任何答案。</translation>
    </message>
    <message>
        <source>Each answer is saved at once. If anything fails, you continue where you were.</source>
        <translation>每个答案立即保存。万一中断，从原处继续。</translation>
    </message>
    <message>
        <source>When the time is up, your paper is handed in as it stands.</source>
        <translation>时间一到，按当时的答案自动交卷。</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>还剩 {0}</translation>
    </message>
</context>
<context>
    <name>SavedMark</name>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Change to Chinese</source>
        <translation>换成英文</translation>
    </message>
    <message>
        <source>Set up this centre</source>
        <translation>设置本考点</translation>
    </message>
    <message>
        <source>Five lines, once. Everything can be changed later.</source>
        <translation>只需填一次，以后都可以改。</translation>
    </message>
    <message>
        <source>Name of the centre</source>
        <translation>考点名称</translation>
    </message>
    <message>
        <source>Name of this booth</source>
        <translation>本直播间名称</translation>
    </message>
    <message>
        <source>Examiner&apos;s name</source>
        <translation>考评员姓名</translation>
    </message>
    <message>
        <source>Examiner&apos;s login, in Latin letters</source>
        <translation>考评员账号（拉丁字母）</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>None found. Connect one, then start again.</source>
        <translation>没有找到。请接上后重新启动。</translation>
    </message>
    <message>
        <source>Just looking?</source>
        <translation>只是先看看？</translation>
    </message>
    <message>
        <source>Try it with a practice sitting: a made-up candidate, real questions.</source>
        <translation>可以先走一遍练习场次：虚构的考生，真实的试题。</translation>
    </message>
    <message>
        <source>All three gates, as candidates see them</source>
        <translation>完整三关，与考生所见一致</translation>
    </message>
    <message>
        <source>Works without a camera</source>
        <translation>没有摄像头也可以</translation>
    </message>
    <message>
        <source>Leaves nothing behind</source>
        <translation>不留下任何数据</translation>
    </message>
    <message>
        <source>Try a practice sitting</source>
        <translation>走一遍练习场次</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>完成设置</translation>
    </message>
    <message>
        <source>Examiner&apos;s PIN, {0} to {1} digits</source>
        <translation>考评员 PIN 码，{0} 到 {1} 位数字</translation>
    </message>
</context>
<context>
    <name>SheetDesk</name>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 项未完成</translation>
    </message>
</context>
<context>
    <name>SheetDrawer</name>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Why, in one sentence</source>
        <translation>写一句原因</translation>
    </message>
    <message>
        <source>Second examiner&apos;s login</source>
        <translation>第二考评员登录名</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Second login</source>
        <translation>第二考评员登录名</translation>
    </message>
    <message>
        <source>Which red line</source>
        <translation>哪一条红线</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>A word about “{0}” at {1}</source>
        <translation>为 {1} 的“{0}”加一句</translation>
    </message>
    <message>
        <source>A word about “{0}”</source>
        <translation>为“{0}”写说明</translation>
    </message>
    <message>
        <source>Raise a red line</source>
        <translation>提出红线（一票否决）</translation>
    </message>
    <message>
        <source>It decides the subject by itself; another examiner must agree.</source>
        <translation>红线成立即决定该科目，须另一位考评员同意。</translation>
    </message>
    <message>
        <source>Raise it</source>
        <translation>提出</translation>
    </message>
    <message>
        <source>Second signature: {0}</source>
        <translation>第二签字：{0}</translation>
    </message>
    <message>
        <source>Raised at {0}. Another examiner agrees or refuses, with a reason.</source>
        <translation>于 {0} 提出。请另一位考评员同意或否决，并写明理由。</translation>
    </message>
    <message>
        <source>Sign this sheet: {0} points</source>
        <translation>签字确认：{0} 分</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签字</translation>
    </message>
    <message>
        <source>Red line: {0}</source>
        <translation>红线：{0}</translation>
    </message>
    <message>
        <source>A signed sheet is shut: no mark can be changed afterwards.</source>
        <translation>签字后评分表即封存，分数不能再改。</translation>
    </message>
    <message>
        <source>Refuse it</source>
        <translation>否决</translation>
    </message>
    <message>
        <source>Agree to it</source>
        <translation>同意成立</translation>
    </message>
    <message>
        <source>I saw it too and agree.</source>
        <translation>我也看到了，同意。</translation>
    </message>
    <message>
        <source>I did not see it so.</source>
        <translation>我认为并非如此。</translation>
    </message>
</context>
<context>
    <name>SheetFoot</name>
    <message>
        <source>Last: {0} · {1}</source>
        <translation>刚才：{0} · {1}</translation>
    </message>
    <message>
        <source>Undo Z</source>
        <translation>撤回 Z</translation>
    </message>
    <message>
        <source>Take the last tag back, key Z</source>
        <translation>撤回刚才的标记，按键 Z</translation>
    </message>
    <message>
        <source>[ −1 s</source>
        <translation>[ 前移</translation>
    </message>
    <message>
        <source>Move the last tag a second earlier</source>
        <translation>把刚才的标记前移一秒</translation>
    </message>
    <message>
        <source>+1 s ]</source>
        <translation>后移 ]</translation>
    </message>
    <message>
        <source>Move the last tag a second later</source>
        <translation>把刚才的标记后移一秒</translation>
    </message>
    <message>
        <source>Word Enter</source>
        <translation>加一句 Enter</translation>
    </message>
    <message>
        <source>Give the last tag a word, key Enter</source>
        <translation>给刚才的标记加一句，按键 Enter</translation>
    </message>
    <message>
        <source>Word N</source>
        <translation>说明 N</translation>
    </message>
    <message>
        <source>Write a word about the line in hand, key N</source>
        <translation>为当前评分项写说明，按键 N</translation>
    </message>
    <message>
        <source>Anchors C</source>
        <translation>标准 C</translation>
    </message>
    <message>
        <source>Good, fair and poor work on this line, key C</source>
        <translation>本项好、中、差的标准，按键 C</translation>
    </message>
    <message>
        <source>Red line X</source>
        <translation>红线 X</translation>
    </message>
    <message>
        <source>Raise a red line, key X</source>
        <translation>提出红线，按键 X</translation>
    </message>
    <message>
        <source>Second signature</source>
        <translation>第二签字</translation>
    </message>
    <message>
        <source>waits for the second signature</source>
        <translation>等待第二签字</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已否决</translation>
    </message>
    <message>
        <source>Sign ({0} missing)</source>
        <translation>签字（还差 {0} 项）</translation>
    </message>
    <message>
        <source>Show what is missing, key V</source>
        <translation>查看还差什么，按键 V</translation>
    </message>
    <message>
        <source>Sign V</source>
        <translation>签字 V</translation>
    </message>
    <message>
        <source>Sign this sheet, key V</source>
        <translation>签字确认，按键 V</translation>
    </message>
    <message>
        <source>↑↓ line · ←→ ½ point · A to ; tenths · numeric pad types · Space as the tags suggest · ⌫ clear</source>
        <translation>↑↓ 换项 · ←→ 半分 · A 至 ; 十分之几 · 小键盘直接输入 · 空格 按标记建议 · ⌫ 清除</translation>
    </message>
</context>
<context>
    <name>SheetLineRow</name>
    <message>
        <source>{0}: half a point less</source>
        <translation>{0}：减 0.5 分</translation>
    </message>
    <message>
        <source>{0}: half more</source>
        <translation>{0}：加 0.5 分</translation>
    </message>
    <message>
        <source>no mark yet</source>
        <translation>未评分</translation>
    </message>
    <message>
        <source>tags say {0}</source>
        <translation>标记建议 {0}</translation>
    </message>
    <message>
        <source>under 60 %: write why</source>
        <translation>低于 60%，请写明原因</translation>
    </message>
    <message>
        <source>word written</source>
        <translation>已写说明</translation>
    </message>
    <message>
        <source>in hand</source>
        <translation>正在评</translation>
    </message>
</context>
<context>
    <name>SheetPanel</name>
    <message>
        <source>Sheet · {0} points</source>
        <translation>评分表 · {0} 分</translation>
    </message>
    <message>
        <source>Marked {0}/{1}   so far {2}</source>
        <translation>已评 {0}/{1}   暂计 {2}</translation>
    </message>
    <message>
        <source>Signed and sealed   {2}</source>
        <translation>已签字封存   {2}</translation>
    </message>
    <message>
        <source>Signed   {2}</source>
        <translation>已签字   {2}</translation>
    </message>
    <message>
        <source>good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>中</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>差</translation>
    </message>
</context>
<context>
    <name>SheetTabs</name>
    <message>
        <source>Theory</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>Short video</source>
        <translation>短视频</translation>
    </message>
    <message>
        <source>Live pitch</source>
        <translation>直播</translation>
    </message>
    <message>
        <source>{0}, signed</source>
        <translation>{0}，已签字</translation>
    </message>
    <message>
        <source>{0}, not signed yet</source>
        <translation>{0}，尚未签字</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Examiner&apos;s desk</source>
        <translation>考评台</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Speak Chinese</source>
        <translation>切换为英文</translation>
    </message>
    <message>
        <source>Who sits down? Touch your name, or type your login.</source>
        <translation>请点自己的姓名，或输入登录名。</translation>
    </message>
</context>
<context>
    <name>SittingList</name>
    <message>
        <source>Sitting</source>
        <translation>场次</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Live stage</source>
        <translation>直播画面</translation>
    </message>
</context>
<context>
    <name>StandPage</name>
    <message>
        <source>Your photo</source>
        <translation>您的照片</translation>
    </message>
    <message>
        <source>Your answers and your film so far are safe.</source>
        <translation>您的答案和已录的画面都在。</translation>
    </message>
    <message>
        <source>Incident number {0}</source>
        <translation>事件编号 {0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Leave the booth</source>
        <translation>离开直播间</translation>
    </message>
    <message>
        <source>Your gate is behind you, {0}</source>
        <translation>{0}，这一关完成了</translation>
    </message>
    <message>
        <source>Both gates are behind you, {0}</source>
        <translation>{0}，两关都完成了</translation>
    </message>
    <message>
        <source>Welcome, {0}</source>
        <translation>{0}，您好</translation>
    </message>
    <message>
        <source>Please hand your ID to the examiner. We continue as soon as it is confirmed.</source>
        <translation>请把证件交给考评员。核对之后马上继续。</translation>
    </message>
    <message>
        <source>We could not confirm who you are</source>
        <translation>身份未能核实</translation>
    </message>
    <message>
        <source>You said no, and we respect that</source>
        <translation>您选择了不同意，我们尊重您的决定</translation>
    </message>
    <message>
        <source>The exam ends here. Only your check-in and this answer are kept. The examiner will help you.</source>
        <translation>考核到此结束，只保留报到信息和这一答复。考评员会协助您。</translation>
    </message>
    <message>
        <source>The camera is disconnected. The clock is stopped.</source>
        <translation>摄像头断开，计时已停。</translation>
    </message>
    <message>
        <source>Please wait for the examiner. Recording continues as soon as the camera is back.</source>
        <translation>请看考评员。摄像头恢复后接着录。</translation>
    </message>
    <message>
        <source>The microphone is disconnected. The clock is stopped.</source>
        <translation>麦克风断开，计时已停。</translation>
    </message>
    <message>
        <source>Please wait for the examiner. Recording continues as soon as we hear you again.</source>
        <translation>请看考评员。声音恢复后接着录。</translation>
    </message>
    <message>
        <source>The disk is nearly full. The clock is stopped.</source>
        <translation>磁盘快满了，计时已停。</translation>
    </message>
    <message>
        <source>Please wait for the examiner. Recording continues as soon as there is room.</source>
        <translation>请看考评员。腾出空间后接着录。</translation>
    </message>
    <message>
        <source>A short pause. The clock is stopped.</source>
        <translation>稍停片刻，计时已停。</translation>
    </message>
    <message>
        <source>Please wait for the examiner. You lose no time.</source>
        <translation>请等考评员。您的时间一秒不少。</translation>
    </message>
    <message>
        <source>The examiner will decide about your lost time</source>
        <translation>请等考评员决定补时</translation>
    </message>
    <message>
        <source>The interruption was longer than what is given back automatically. The clock is stopped.</source>
        <translation>中断时间超过了可自动补回的上限。计时已停。</translation>
    </message>
    <message>
        <source>The examiner has ended the exam</source>
        <translation>考评员已结束本次考核</translation>
    </message>
    <message>
        <source>The examiner will tell you why and what comes next.</source>
        <translation>考评员会向您说明原因和后续安排。</translation>
    </message>
    <message>
        <source>All three gates are behind you, {0}</source>
        <translation>{0}，三关都完成了</translation>
    </message>
    <message>
        <source>Everything is saved and sealed. You will hear your result from the centre.</source>
        <translation>全部内容已保存并封存。成绩由考点通知您。</translation>
    </message>
    <message>
        <source>Something went wrong on our side</source>
        <translation>我们这边出了点问题</translation>
    </message>
    <message>
        <source>Please call the examiner and show the number below.</source>
        <translation>请呼叫考评员，并出示下面的编号。</translation>
    </message>
    <message>
        <source>Please talk to the examiner. Apart from the photo at check-in, nothing was recorded.</source>
        <translation>请与考评员沟通。除报到时的照片外，没有做任何录制。</translation>
    </message>
</context>
<context>
    <name>SupervisionDesk</name>
    <message>
        <source>Supervision</source>
        <translation>督导</translation>
    </message>
    <message>
        <source>{0} GB free on this computer</source>
        <translation>本机磁盘还有 {0} GB</translation>
    </message>
</context>
<context>
    <name>SupervisionPage</name>
    <message>
        <source>Supervision</source>
        <translation>督导</translation>
    </message>
    <message>
        <source>{0} booths run · {1} finished · {2} not here yet · {3} absent</source>
        <translation>{0} 间在考 · {1} 人考完 · {2} 人未到 · {3} 人缺考</translation>
    </message>
    <message>
        <source>No booth runs just now.</source>
        <translation>现在没有直播间在考。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>考生</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>现场情况</translation>
    </message>
    <message>
        <source>My notes</source>
        <translation>我的笔记</translation>
    </message>
    <message>
        <source>Not here yet: {0}</source>
        <translation>未到：{0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Absent: {0}</source>
        <translation>缺考：{0}</translation>
    </message>
    <message>
        <source>Everybody is here.</source>
        <translation>全部到齐。</translation>
    </message>
    <message>
        <source>Nothing has happened.</source>
        <translation>没有异常。</translation>
    </message>
    <message>
        <source>What the note is about</source>
        <translation>笔记对象</translation>
    </message>
    <message>
        <source>About the room</source>
        <translation>关于考场</translation>
    </message>
    <message>
        <source>What you saw</source>
        <translation>写下所见</translation>
    </message>
    <message>
        <source>My note</source>
        <translation>我的笔记</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>保存笔记</translation>
    </message>
    <message>
        <source>A booth stands here from check-in to the end of the exam.</source>
        <translation>考生报到后，所在直播间显示在这里，直到考完。</translation>
    </message>
    <message>
        <source>room</source>
        <translation>考场</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>{0}, key {1}, suggests {2} less</source>
        <translation>{0}，按键 {1}，建议扣 {2}</translation>
    </message>
    <message>
        <source>{0}, key {1}</source>
        <translation>{0}，按键 {1}</translation>
    </message>
</context>
<context>
    <name>ThemeButton</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Use light colours</source>
        <translation>换成浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Use dark colours</source>
        <translation>换成深色</translation>
    </message>
</context>
<context>
    <name>TheoryPage</name>
    <message>
        <source>one answer</source>
        <translation>单选</translation>
    </message>
    <message>
        <source>several answers may be right</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>Question {0} of {1} · {2}</source>
        <translation>第 {0} 题，共 {1} 题 · {2}</translation>
    </message>
    <message>
        <source>Keys: 1–{0} choose · ← → turn the page · F flag · G all questions</source>
        <translation>按键：1–{0} 选择 · ← → 翻页 · F 标记 · G 全部试题</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一题</translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation>上一题</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Take the flag off</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>Flag this question</source>
        <translation>标记本题</translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>全部试题</translation>
    </message>
    <message>
        <source>Back to question {0}</source>
        <translation>回到第 {0} 题</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>交卷</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一题</translation>
    </message>
    <message>
        <source>Hand in the paper</source>
        <translation>交卷</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>下一题</translation>
    </message>
    <message>
        <source>Hand in the paper?</source>
        <translation>确定交卷？</translation>
    </message>
    <message>
        <source>1 question has no answer yet. After handing in nothing can be changed.</source>
        <translation>还有 1 题没答。交卷以后不能修改。</translation>
    </message>
    <message>
        <source>{0} questions have no answer yet. After handing in nothing can be changed.</source>
        <translation>还有 {0} 题没答。交卷以后不能修改。</translation>
    </message>
    <message>
        <source>All {0} questions are answered. After handing in nothing can be changed.</source>
        <translation>{0} 题都已作答。交卷以后不能修改。</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续答题</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Remarks</source>
        <translation>弹幕</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>praise</source>
        <translation>加分</translation>
    </message>
    <message>
        <source>red line</source>
        <translation>红线</translation>
    </message>
    <message>
        <source>deduction</source>
        <translation>扣分</translation>
    </message>
    <message>
        <source>{0}, {1}, at {2}</source>
        <translation>{0}，{1}，{2}</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>At {0} of {1}; {2} tags. Arrow keys move by a second, the down key goes to the tags.</source>
        <translation>位于 {0}，共 {1}；{2} 个标记。左右键移动 1 秒，下键转到标记。</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>No. {0}</source>
        <translation>准考证 {0}</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Change to Chinese</source>
        <translation>换成英文</translation>
    </message>
    <message>
        <source>Theory</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>Short video</source>
        <translation>引流短视频</translation>
    </message>
    <message>
        <source>Live pitch</source>
        <translation>产品直播</translation>
    </message>
    <message>
        <source>Kaobo</source>
        <translation>考播</translation>
    </message>
    <message>
        <source>Gate {0} · {1}</source>
        <translation>第{0}关 · {1}</translation>
    </message>
    <message>
        <source>1</source>
        <translation>一</translation>
    </message>
    <message>
        <source>2</source>
        <translation>二</translation>
    </message>
    <message>
        <source>3</source>
        <translation>三</translation>
    </message>
</context>
<context>
    <name>film</name>
    <message>
        <source>Speech</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Dead air</source>
        <translation>冷场</translation>
    </message>
    <message>
        <source>Face in picture</source>
        <translation>画面中有人</translation>
    </message>
    <message>
        <source>Black picture</source>
        <translation>黑屏</translation>
    </message>
    <message>
        <source>Frozen picture</source>
        <translation>画面静止</translation>
    </message>
    <message>
        <source>{0} of {1} clip checks hold</source>
        <translation>短视频检查通过 {0}/{1} 项</translation>
    </message>
    <message>
        <source>no sound in the film</source>
        <translation>录像没有声音</translation>
    </message>
    <message>
        <source>effective {0} of {1}</source>
        <translation>有效直播 {0}/{1}</translation>
    </message>
    <message>
        <source>camera lost</source>
        <translation>摄像头断开</translation>
    </message>
    <message>
        <source>camera stood still</source>
        <translation>摄像头画面停住</translation>
    </message>
    <message>
        <source>microphone lost</source>
        <translation>麦克风断开</translation>
    </message>
    <message>
        <source>microphone silent</source>
        <translation>麦克风无声</translation>
    </message>
    <message>
        <source>disk full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>computer too slow</source>
        <translation>电脑过慢</translation>
    </message>
    <message>
        <source>program started again</source>
        <translation>程序重新启动</translation>
    </message>
    <message>
        <source>a new film</source>
        <translation>另起一段录像</translation>
    </message>
    <message>
        <source>{0}: {1}, {2} not filmed</source>
        <translation>{0}：{1}，{2} 未录制</translation>
    </message>
    <message>
        <source>Theory</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>Short video</source>
        <translation>短视频</translation>
    </message>
    <message>
        <source>Live pitch</source>
        <translation>产品直播</translation>
    </message>
    <message>
        <source>loudness {0} dB</source>
        <translation>响度 {0} dB</translation>
    </message>
    <message>
        <source>speech {0}</source>
        <translation>语音 {0}</translation>
    </message>
    <message>
        <source>in picture {0}</source>
        <translation>在画面 {0}</translation>
    </message>
    <message>
        <source>dead air {2}× {0}</source>
        <translation>冷场 {2} 次 {0}</translation>
    </message>
    <message>
        <source>black {2}× {0}</source>
        <translation>黑屏 {2} 次 {0}</translation>
    </message>
    <message>
        <source>frozen {2}× {0}</source>
        <translation>静止 {2} 次 {0}</translation>
    </message>
</context>
<context>
    <name>supervision</name>
    <message>
        <source>Check-in</source>
        <translation>报到</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>核验身份</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>未通过核验</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>告知与同意</translation>
    </message>
    <message>
        <source>Consent refused</source>
        <translation>不同意录制</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备检查</translation>
    </message>
    <message>
        <source>Before theory</source>
        <translation>等待理论</translation>
    </message>
    <message>
        <source>Theory</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>Before the short video</source>
        <translation>等待短视频</translation>
    </message>
    <message>
        <source>Short video</source>
        <translation>短视频</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>抽取样品</translation>
    </message>
    <message>
        <source>Before preparation</source>
        <translation>等待准备</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Live pitch</source>
        <translation>产品直播</translation>
    </message>
    <message>
        <source>All subjects done</source>
        <translation>各科已完</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Calls for help: {0}</source>
        <translation>呼叫未应答：{0} 次</translation>
    </message>
    <message>
        <source>Interrupted: the clock is stopped</source>
        <translation>已中断，计时已停</translation>
    </message>
    <message>
        <source>Waits for the examiner to give time back</source>
        <translation>等考评员裁定补时</translation>
    </message>
    <message>
        <source>The film has not grown for 15 seconds</source>
        <translation>录像 15 秒没有增长</translation>
    </message>
    <message>
        <source>Nothing written for {0}</source>
        <translation>{0}没有任何写入</translation>
    </message>
    <message>
        <source>Recording grows: {0} proven</source>
        <translation>录制中，已证实到 {0}</translation>
    </message>
    <message>
        <source>Answers saved: {0} of {1}</source>
        <translation>已保存答案 {0}/{1}</translation>
    </message>
    <message>
        <source>last {0} ago</source>
        <translation>最近一次在 {0}前</translation>
    </message>
    <message>
        <source>Disk at the gate: {0}</source>
        <translation>开考时磁盘可录：{0}</translation>
    </message>
    <message>
        <source>Misconduct: advice</source>
        <translation>违纪：提醒</translation>
    </message>
    <message>
        <source>Misconduct: warning</source>
        <translation>违纪：警告</translation>
    </message>
    <message>
        <source>Misconduct: stopped</source>
        <translation>违纪：终止</translation>
    </message>
    <message>
        <source>Misconduct: void</source>
        <translation>违纪：成绩无效</translation>
    </message>
    <message>
        <source>called for help</source>
        <translation>呼叫考评员</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>考核中断</translation>
    </message>
    <message>
        <source>goes on after {0}</source>
        <translation>中断 {0} 后继续</translation>
    </message>
    <message>
        <source>stopped by the examiner</source>
        <translation>考评员终止考核</translation>
    </message>
    <message>
        <source>{0} given back</source>
        <translation>补时 {0}</translation>
    </message>
    <message>
        <source>the examiner heard the call</source>
        <translation>考评员已听到呼叫</translation>
    </message>
    <message>
        <source>called for help before check-in</source>
        <translation>报到前呼叫考评员</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} 分 {1} 秒</translation>
    </message>
</context>
</TS>
