using Likeness.Data;
using Likeness.Modalities;

namespace Likeness.Runs;

/// <summary>What a run is about to do, for a person to look over before it begins.</summary>
public sealed record RunSummary
{
    /// <summary>The model's name as its paper writes it.</summary>
    public required string Model { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the data comes from.</summary>
    public required DataSource Source { get; init; }

    /// <summary>The kind of data.</summary>
    public required Modality Modality { get; init; }

    /// <summary>Training, validation and test examples.</summary>
    public required IReadOnlyList<PartRecord> Parts { get; init; }

    /// <summary>What a person should know of the data.</summary>
    public required DataDescription Description { get; init; }

    /// <summary>Trainable numbers of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>Epochs done before, where a run is resumed; else 0.</summary>
    public int ResumedAfter { get; init; }

    /// <summary>Passes over the training examples in all; where a time was given instead, as many as there is time for.</summary>
    public int Epochs { get; init; }

    /// <summary>Optimiser steps in an epoch; 0 where nothing is left to train by steps.</summary>
    public int StepsPerEpoch { get; init; }

    /// <summary>What the training is expected to take, as measured on a few steps; null where nothing is left to train by steps.</summary>
    public TimeSpan? Expected { get; init; }
}
