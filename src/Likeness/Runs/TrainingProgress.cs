namespace Likeness.Runs;

/// <summary>What a run is doing at the moment of a report.</summary>
public enum RunPhase
{
    /// <summary>Reading the data, and finding what its columns are.</summary>
    Reading,

    /// <summary>Fitting the transform, compiling the steps, and measuring how long they take.</summary>
    Preparing,

    /// <summary>Taking optimiser steps.</summary>
    Training,

    /// <summary>Drawing samples.</summary>
    Sampling,

    /// <summary>Computing densities of rows, or what stands in for them.</summary>
    Scoring,

    /// <summary>Sending examples through the model's codes and back.</summary>
    Coding,

    /// <summary>Computing metrics and their floors.</summary>
    Evaluating,

    /// <summary>Drawing figures and writing the report.</summary>
    Reporting,
}

/// <summary>A report on a run in progress, sent at least once an epoch.</summary>
public sealed record TrainingProgress
{
    /// <summary>What the run is doing.</summary>
    public required RunPhase Phase { get; init; }

    /// <summary>Epochs completed so far, including those before a resume.</summary>
    public int Epoch { get; init; }

    /// <summary>Epochs asked for in all.</summary>
    public int Epochs { get; init; }

    /// <summary>The share of the phase that is done, in [0, 1].</summary>
    public double Fraction { get; init; }

    /// <summary>The mean training loss of the last completed epoch (nats a row); NaN before the first.</summary>
    public double TrainLoss { get; init; } = double.NaN;

    /// <summary>The loss on the validation rows (nats a row); NaN without validation rows.</summary>
    public double ValidationLoss { get; init; } = double.NaN;

    /// <summary>What is counted, such as <c>points</c>.</summary>
    public string Examples { get; init; } = "points";

    /// <summary>Training examples a second of wall-clock time.</summary>
    public double PointsPerSecond { get; init; }

    /// <summary>The time that the phase is expected to take from now.</summary>
    public TimeSpan Remaining { get; init; }

    /// <summary>One sentence on something out of the ordinary (a roll-back, an early stop), or null.</summary>
    public string? Note { get; init; }
}
