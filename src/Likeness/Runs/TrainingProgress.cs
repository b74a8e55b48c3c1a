namespace Likeness.Runs;

/// <summary>The phase of a run.</summary>
public enum RunPhase
{
    /// <summary>Reading the data and describing its columns.</summary>
    Reading,

    /// <summary>Fitting the transform, compiling the steps, and timing them.</summary>
    Preparing,

    /// <summary>Taking optimiser steps.</summary>
    Training,

    /// <summary>Sampling.</summary>
    Sampling,

    /// <summary>Computing densities, or other scores, of rows.</summary>
    Scoring,

    /// <summary>Encoding and reconstructing examples.</summary>
    Coding,

    /// <summary>Computing metrics and their baselines.</summary>
    Evaluating,

    /// <summary>Rendering figures and writing the report.</summary>
    Reporting,
}

/// <summary>A report on a run in progress, sent at least once per epoch.</summary>
public sealed record TrainingProgress
{
    /// <summary>The current phase.</summary>
    public required RunPhase Phase { get; init; }

    /// <summary>Completed epochs, including those before a resume.</summary>
    public int Epoch { get; init; }

    /// <summary>Total number of epochs.</summary>
    public int Epochs { get; init; }

    /// <summary>Completed steps; 0 if the model is not trained by steps.</summary>
    public long Step { get; init; }

    /// <summary>Total number of steps, as planned now; 0 if the model is not trained by steps.</summary>
    public long Steps { get; init; }

    /// <summary>Whether the length of the training is given in steps, or by a time, instead of epochs.</summary>
    public bool CountsSteps { get; init; }

    /// <summary>The fraction of the phase that is done, in [0, 1].</summary>
    public double Fraction { get; init; }

    /// <summary>The mean training loss of the last completed epoch (nats per row); NaN before the first.</summary>
    public double TrainLoss { get; init; } = double.NaN;

    /// <summary>The validation loss (nats per row); NaN without validation rows.</summary>
    public double ValidationLoss { get; init; } = double.NaN;

    /// <summary>The unit of the examples, such as <c>points</c>.</summary>
    public string Examples { get; init; } = "points";

    /// <summary>Training examples per second of wall-clock time.</summary>
    public double PointsPerSecond { get; init; }

    /// <summary>The expected remaining time of the phase.</summary>
    public TimeSpan Remaining { get; init; }

    /// <summary>One sentence on an unusual event (a roll-back, early stopping), or null.</summary>
    public string? Note { get; init; }
}
