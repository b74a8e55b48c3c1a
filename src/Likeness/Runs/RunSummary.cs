using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Runs;

/// <summary>What a run is about to do, for a person to look over before it begins.</summary>
public sealed record RunSummary
{
    /// <summary>The model's name as its paper writes it.</summary>
    public required string Model { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the rows come from.</summary>
    public required DataSource Source { get; init; }

    /// <summary>A table: its size, and each column with its range, grid, transform and oddities; null where the data is none.</summary>
    public DataSummary? Data { get; init; }

    /// <summary>What happens to each column of a table before the model sees it; null where the data is none.</summary>
    public DataTransform? Transform { get; init; }

    /// <summary>Images: their sizes and classes; null where the data is none.</summary>
    public ImageSummary? Images { get; init; }

    /// <summary>A text or sound, in words; null where the data is none.</summary>
    public SequenceSummary? Sequence { get; init; }

    /// <summary>Rows of all.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows to train on.</summary>
    public int TrainRows { get; init; }

    /// <summary>Rows to judge on; 0 where all are trained on.</summary>
    public int HeldOutRows { get; init; }

    /// <summary>Rows left out because a value in them is missing.</summary>
    public int DroppedRows { get; init; }

    /// <summary>Trainable numbers of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>Epochs done before, where a run is taken up again; else 0.</summary>
    public int ResumedAfter { get; init; }

    /// <summary>Passes over the training rows in all; where a time was given instead, as many as there is time for.</summary>
    public int Epochs { get; init; }

    /// <summary>Optimiser steps in an epoch; 0 where nothing is left to train by steps.</summary>
    public int StepsPerEpoch { get; init; }

    /// <summary>What the training is expected to take, as measured on a few steps; null where nothing is left to train by steps.</summary>
    public TimeSpan? Expected { get; init; }
}
