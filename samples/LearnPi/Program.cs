// Learns π and samples it again, with the library alone. Ctrl-C stops the training; it can be resumed.
// Arguments, both optional: the run's folder, and the number of epochs.
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
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

#region guide
var progress = new Progress<TrainingProgress>(now =>
    Console.WriteLine($"{now.Phase}: epoch {now.Epoch} of {now.Epochs}, validation loss {now.ValidationLoss:0.000}")
);

// Train on an embedded dataset (DataSource.FromFiles("points.csv") for your own); the run's folder keeps everything.
using var model = TrainedModel.Train(
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

// Evaluate it against test rows that it has not seen; metrics.json and report.html are written beside the weights.
var outcome = model.Evaluate(progress: progress, cancellationToken: stop.Token);
Console.WriteLine($"{outcome.Verdict?.Level}: {outcome.Verdict?.Reason}");

// Sample new rows as a table and as an image; the same seed gives the same rows.
SampleFile.Write(Path.Combine(folder, "points.csv"), model.Sample<Table>(1000, seed: 1));
SampleFile.Write(Path.Combine(folder, "picture.png"), model.Sample<Table>(5000, seed: 1));

// Open it again, on any machine, and score the test rows.
using var again = TrainedModel.Open(folder);
var scores = again.As<IScorer<Table>>().Score(again.As<TableModel>().LoadData().Test);
Console.WriteLine($"mean log-density {scores.LogDensity.Average():0.000} nats per row");
#endregion
