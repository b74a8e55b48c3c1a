using System.Text;
using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Text;
using Likeness.Evaluation;

namespace Likeness.Runs;

/// <summary>How many bits a model needs for a text or for sound that it has not seen; less is better.</summary>
/// <param name="Model">What the model is.</param>
/// <param name="Nats">−log of the probability of all of it.</param>
/// <param name="BitsPerByte">Of a text.</param>
/// <param name="BitsPerCharacter">Of a text.</param>
/// <param name="BitsPerSample">Of sound: of its μ-law classes.</param>
public sealed record SequenceScore(
    string Model,
    double Nats,
    double? BitsPerByte = null,
    double? BitsPerCharacter = null,
    double? BitsPerSample = null
)
{
    internal static SequenceScore ForText(string model, CodeLength length) =>
        new(model, length.Nats, length.BitsPerByte, length.BitsPerCharacter);

    internal static SequenceScore ForAudio(string model, double nats, long samples) =>
        new(model, nats, BitsPerSample: nats / Math.Log(2) / samples);
}

/// <summary>What was found when a run of text or sound was judged.</summary>
/// <param name="On">What it was judged on.</param>
/// <param name="Length">Bytes or samples of that.</param>
/// <param name="Likelihood">How likely the model holds it.</param>
/// <param name="Baselines">n-grams that learned the same, by n.</param>
public sealed record SequenceRunReport(
    string On,
    long Length,
    SequenceScore Likelihood,
    IReadOnlyList<SequenceScore> Baselines
);

/// <summary>Writes metrics.json of a run of text or sound.</summary>
public static class SequenceReportJson
{
    /// <summary>The report as JSON text, the same bytes for the same report.</summary>
    public static string Serialize(SequenceRunReport report) =>
        JsonSerializer.Serialize(report, ReportJson.Options) + "\n";

    /// <summary>Writes the report to a file, whole or not at all.</summary>
    /// <exception cref="LikenessException">The place cannot be written.</exception>
    public static void Write(string path, SequenceRunReport report)
    {
        byte[] text = Encoding.UTF8.GetBytes(Serialize(report));
        AtomicFile.Write(path, stream => stream.Write(text));
    }
}
