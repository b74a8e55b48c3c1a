using Likeness.Data;
using Likeness.Modalities;

namespace Likeness.Runs;

/// <summary>A run before it begins, for a person to check.</summary>
public sealed record RunSummary
{
    /// <summary>The model's name as its paper writes it.</summary>
    public required string Model { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The source of the data.</summary>
    public required DataSource Source { get; init; }

    /// <summary>The kind of data.</summary>
    public required Modality Modality { get; init; }

    /// <summary>Training, validation and test examples.</summary>
    public required IReadOnlyList<PartRecord> Parts { get; init; }

    /// <summary>Remarks on the data.</summary>
    public required DataDescription Description { get; init; }

    /// <summary>Trainable numbers of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>Completed epochs, if a run is resumed; else 0.</summary>
    public int ResumedAfter { get; init; }

    /// <summary>Completed steps, if a run is resumed; else 0.</summary>
    public long ResumedAfterSteps { get; init; }

    /// <summary>Total number of passes over the training examples, of which the last may be incomplete; for a time budget, the number that fits.</summary>
    public int Epochs { get; init; }

    /// <summary>Total number of optimiser steps; 0 if the model is not trained by steps.</summary>
    public long Steps { get; init; }

    /// <summary>The time that the whole command may take; null for a number of epochs or steps.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Optimiser steps per epoch; 0 if the model is not trained by steps.</summary>
    public int StepsPerEpoch { get; init; }

    /// <summary>The expected training time, measured on a few steps; null if the model is not trained by steps.</summary>
    public TimeSpan? Expected { get; init; }
}
