using System.Text.Json;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Training;

namespace Likeness.Modalities;

/// <summary>The data of a run, read, split and encoded: what the training needs, of whatever kind it is.</summary>
/// <param name="Train">What is trained on.</param>
/// <param name="Validation">What is chosen by: which weights are best, when to stop; may be empty.</param>
/// <param name="Space">The space that both are encoded into.</param>
/// <param name="Encoding">The encoding, for run.json.</param>
/// <param name="Record">The data, for run.json.</param>
/// <param name="Description">The data, for a person.</param>
internal sealed record PreparedData(
    IExamples Train,
    IExamples Validation,
    ModelSpace Space,
    JsonElement Encoding,
    DataRecord Record,
    DataDescription Description
);
