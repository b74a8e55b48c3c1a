using System.Text.Json;
using Likeness.Data;

namespace Likeness.Bench.ImageTable;

/// <summary>The settings of a table: rows with other settings are measured again.</summary>
/// <param name="Dataset">The dataset of images.</param>
/// <param name="Budget">Seconds of training.</param>
/// <param name="Samples">Samples that are compared with test images.</param>
/// <param name="Preset">The preset of models that have it; empty for the default options.</param>
/// <param name="FewSteps">Whether samplers of many steps are also measured with 4 and with 64 steps.</param>
/// <param name="Rows">Images of the dataset; null for all.</param>
internal sealed record ImageTableSettings(
    string Dataset,
    double Budget,
    int Samples,
    string Preset,
    bool FewSteps,
    int? Rows
);

/// <summary>The measurements of one model; null where one does not apply.</summary>
internal sealed record ImageTableRow
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The settings of the measurement.</summary>
    public required ImageTableSettings Settings { get; init; }

    /// <summary>The registered name of the model, and options that differ from its defaults.</summary>
    public required string Model { get; init; }

    /// <summary>The reason why nothing was measured, in one sentence; null if something was.</summary>
    public string? Error { get; init; }

    /// <summary>Trained numbers.</summary>
    public long Parameters { get; init; }

    /// <summary>Seconds of the training.</summary>
    public double TrainingSeconds { get; init; }

    /// <summary>The Fréchet distance of samples to test images, in the features of the project's own classifier.</summary>
    public double? Frechet { get; init; }

    /// <summary>The same between two samples of real images: the lowest and the highest of several.</summary>
    public double[]? FrechetBaseline { get; init; }

    /// <summary>The fraction of samples that the classifier recognises like real images.</summary>
    public double? Recognised { get; init; }

    /// <summary>Precision.</summary>
    public double? Precision { get; init; }

    /// <summary>Recall.</summary>
    public double? Recall { get; init; }

    /// <summary>Bits per dimension of test images, if the model bounds the probability of their bytes.</summary>
    public double? Bits { get; init; }

    /// <summary>How the bits were computed.</summary>
    public string? BitsKind { get; init; }

    /// <summary>Seconds for 1,000 samples, with the compilation of the sampler.</summary>
    public double SamplingSeconds { get; init; }

    /// <summary>The largest resident memory of the process in training and sampling, in megabytes.</summary>
    public double Megabytes { get; init; }

    /// <summary>The Fréchet distance with 4 sampling steps.</summary>
    public double? FrechetOf4 { get; init; }

    /// <summary>The Fréchet distance with 64 sampling steps.</summary>
    public double? FrechetOf64 { get; init; }

    /// <summary>The fraction of samples of a class that the classifier assigns to it.</summary>
    public double? ClassAccuracy { get; init; }

    /// <summary>The name of files of the row.</summary>
    public static string FileName(string model, string ending) => $"{model.Replace(" --", "-")}.{ending}";

    /// <summary>Reads a row; null if there is none of these settings.</summary>
    public static ImageTableRow? Read(string folder, string model, ImageTableSettings settings)
    {
        string path = Path.Combine(folder, FileName(model, "json"));
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var row = JsonSerializer.Deserialize<ImageTableRow>(File.ReadAllBytes(path), Json);
            return row?.Settings == settings ? row : null;
        }
        catch (JsonException)
        {
            return null; // of an earlier version, or damaged: measured again
        }
    }

    /// <summary>Writes the row atomically.</summary>
    public void Write(string folder) =>
        AtomicFile.Write(
            Path.Combine(folder, FileName(Model, "json")),
            stream => JsonSerializer.Serialize(stream, this, Json)
        );
}
