using System.Diagnostics;
using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>One model with one seed: trained, evaluated and timed, unless this is already done.</summary>
internal sealed class PlannedRun(ComparisonSettings settings, Candidate candidate, ulong seed)
{
    private const double SecondsBetweenNotes = 2;
    private const int TimedRows = 4096;
    private const double SlowSeconds = 1;

    /// <summary>The model's name in the comparison.</summary>
    public string Label => candidate.Label;

    /// <summary>The seed.</summary>
    public ulong Seed => seed;

    /// <summary>The run's folder.</summary>
    public string Folder { get; } = Path.Combine(settings.Folder, FolderName(candidate.Label, seed));

    /// <summary>The name of a run's folder within the comparison's.</summary>
    /// <param name="label">The model's name in the comparison.</param>
    /// <param name="seed">The seed.</param>
    public static string FolderName(string label, ulong seed) => $"{label.Replace(':', '-')}-seed{seed}";

    /// <summary>Does the remaining work. A model that cannot be trained on these rows is an outcome, too.</summary>
    /// <param name="progress">Receives several reports per second.</param>
    /// <param name="cancellationToken">Cancels the work; completed work is kept.</param>
    /// <exception cref="LikenessException">The folder contains a different run, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RunOutcome Carry(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        bool exists = File.Exists(Path.Combine(Folder, "run.json"));
        if (exists)
        {
            RequireSame(RunJson.Read(RunFolder.Open(Folder).RunFile));
        }

        try
        {
            using var run = Trained(exists, progress, cancellationToken);
            var report = Evaluated(run, progress, cancellationToken);
            return new RunOutcome(Label, Seed, Folder)
            {
                Record = run.Record,
                Report = report,
                Timing = Timed(run, cancellationToken),
            };
        }
        catch (LikenessException error)
        {
            return new RunOutcome(Label, Seed, Folder) { Error = error.CommandLineMessage };
        }
    }

    private TrainedModel Trained(
        bool exists,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (exists && RunJson.Read(RunFolder.Open(Folder).RunFile).State == RunState.Finished)
        {
            return TrainedModel.Open(Folder, threads: settings.Threads);
        }

        // The time of a killed training is recorded to two seconds; this is added to it.
        double before = exists ? RunTiming.Read(Folder).TrainSeconds : 0;
        var clock = Stopwatch.StartNew();
        double noted = 0;
        var watched = new Watched(report =>
        {
            progress?.Report(report);
            double now = clock.Elapsed.TotalSeconds;
            if (report.Phase == RunPhase.Training && now - noted > SecondsBetweenNotes && Directory.Exists(Folder))
            {
                noted = now;
                new RunTiming(before + now).Write(Folder);
            }
        });
        var run = exists
            ? TrainedModel.Resume(
                Folder,
                threads: settings.Threads,
                progress: watched,
                cancellationToken: cancellationToken
            )
            : TrainedModel.Train(Settings(), watched, cancellationToken: cancellationToken);
        new RunTiming(before + clock.Elapsed.TotalSeconds).Write(Folder);
        return run;
    }

    private EvaluationReport Evaluated(
        TrainedModel run,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        string path = run.Folder.MetricsFile;
        if (File.Exists(path) && File.Exists(run.Folder.ReportFile))
        {
            return ReportJson.Parse<EvaluationReport>(File.ReadAllText(path), path);
        }

        return (EvaluationReport)
            run.Evaluate(
                new EvaluationRequest { Seed = seed, Threads = settings.Threads },
                progress,
                cancellationToken
            ).Details;
    }

    private RunTiming Timed(TrainedModel run, CancellationToken cancellationToken)
    {
        var timing = RunTiming.Read(Folder);
        if (timing.RowsPerSecond is null)
        {
            run.Sample<Table>(1, seed, cancellationToken: cancellationToken); // compiles
            var clock = Stopwatch.StartNew();
            run.Sample<Table>(TimedRows / 4, seed, cancellationToken: cancellationToken);
            int rows = TimedRows / 4;
            if (clock.Elapsed.TotalSeconds < SlowSeconds)
            {
                clock.Restart();
                run.Sample<Table>(TimedRows, seed, cancellationToken: cancellationToken);
                rows = TimedRows;
            }

            timing = timing with { RowsPerSecond = rows / clock.Elapsed.TotalSeconds };
            timing.Write(Folder);
        }

        return timing;
    }

    private RunSettings Settings() =>
        new()
        {
            Model = candidate.Entry.Name,
            Options = candidate.Options,
            Data = settings.Data,
            Holdout = settings.Holdout,
            Seed = seed,
            OutputFolder = Folder,
            Threads = settings.Threads,
            Budget = settings.Budget is { } time ? new TrainingBudget(time) : null,
            CommandLine = settings.CommandLine,
        };

    private void RequireSame(RunRecord record)
    {
        string? other =
            record.Model != candidate.Entry.Name ? $"of {record.Model}"
            : record.Seed != seed ? $"with seed {record.Seed}"
            : record.Holdout != settings.Holdout ? $"with {record.Holdout} of the rows as test rows"
            : !IsSameData(record) ? "on other data"
            : !SameOptions(record) ? "with other options"
            : null;
        if (other is not null)
        {
            throw new LikenessException(
                $"{Folder}: there is a run {other} already (choose another --out, or remove the folder)"
            );
        }
    }

    private bool IsSameData(RunRecord record)
    {
        var tables = new TableModality();
        var data = tables.Read(
            settings.Data,
            candidate.Options,
            new SplitSettings(settings.Holdout, record.Validation, seed)
        );
        return record.Data.Parts.All(part =>
            data.Parts.Any(own => own.Name == part.Name && tables.Fingerprint(own.Examples) == part.Fingerprint)
        );
    }

    // With a budget the steps are decided when a run begins, so they may differ.
    private bool SameOptions(RunRecord record)
    {
        var asked = JsonObject.Create(RunJson.ToElement(candidate.Options))!;
        var found = JsonObject.Create(RunJson.ToElement(TrainedModel.OptionsOf(record, RunFolder.Open(Folder))))!;
        if (settings.Budget is not null)
        {
            asked.Remove("trainSteps");
            found.Remove("trainSteps");
            asked.Remove("validateEvery");
            found.Remove("validateEvery");
        }

        return JsonNode.DeepEquals(asked, found);
    }

    private sealed class Watched(Action<TrainingProgress> receive) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => receive(value);
    }
}
