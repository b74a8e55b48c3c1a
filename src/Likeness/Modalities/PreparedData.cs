using System.Text.Json;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Training;

namespace Likeness.Modalities;

/// <summary>The data of a run, read, split and encoded: the input of training, for every kind of data.</summary>
/// <param name="Train">The training data.</param>
/// <param name="Validation">The validation data (for best weights and early stopping); may be empty.</param>
/// <param name="Space">The space of the encoded data.</param>
/// <param name="Encoding">The encoding, for run.json; made once the memory of the run has been checked.</param>
/// <param name="Record">The data's entry in run.json.</param>
/// <param name="Split">How it was split.</param>
/// <param name="Description">The data's description.</param>
internal sealed record PreparedData(
    IExamples Train,
    IExamples Validation,
    ModelSpace Space,
    Lazy<JsonElement> Encoding,
    DataRecord Record,
    SplitSettings Split,
    Lazy<DataDescription> Description
);
