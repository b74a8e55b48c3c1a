// Learns π and draws it back, with the library alone. Ctrl-C stops it where it can be taken up again.
// Arguments, both optional: the run's folder, and how many epochs to train.
using Likeness.Models.Flows;
using Likeness.Runs;
using Likeness.Sampling;

string folder = args.Length > 0 ? args[0] : "runs/learn-pi";
int epochs = args.Length > 1 ? int.Parse(args[1]) : 50;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

#region readme
var progress = new Progress<TrainingProgress>(now =>
    Console.WriteLine($"{now.Phase}: epoch {now.Epoch} of {now.Epochs}, held-out loss {now.HeldOutLoss:0.000}")
);

// Train on an embedded dataset (DataSource.FromFiles("points.csv") for your own); the run's folder keeps everything.
using var run = TrainingRun.Start(
    new RunSettings
    {
        Model = "realnvp",
        Options = new RealNvpOptions { Epochs = epochs },
        Data = DataSource.Embedded("pi"),
        Seed = 7,
        OutputFolder = folder,
    },
    progress,
    cancellationToken: stop.Token
);

// Judge it against rows that it has not seen: metrics.json and report.html are written beside the weights.
var report = run.Evaluate(progress: progress, cancellationToken: stop.Token);
Console.WriteLine(report.Novelty.Verdict);

// Draw new rows, and draw them as a picture; the same seed gives the same rows.
SampleFile.Write(Path.Combine(folder, "points.csv"), run.Sample(1000, seed: 1));
SampleFile.Write(Path.Combine(folder, "picture.png"), run.Sample(5000, seed: 1));

// Open it again, on any machine, and ask how likely rows are.
using var again = Run.Open(folder);
var scores = again.Score(run.LoadData().All);
Console.WriteLine($"mean log-density {scores.LogDensity.Average():0.000} nats a row");
#endregion
