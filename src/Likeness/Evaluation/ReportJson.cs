using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Evaluation.Images;
using Likeness.Evaluation.Novelty;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation;

/// <summary>Reads and writes metrics.json: indented, camel case, properties in declaration order, full precision.</summary>
public static class ReportJson
{
    /// <summary>How reports are written.</summary>
    internal static JsonSerializerOptions Options { get; } =
        new()
        {
            WriteIndented = true,
            NewLine = "\n",
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter<SimilarityLevel>(JsonNamingPolicy.KebabCaseLower),
                new JsonStringEnumConverter<NoveltyLevel>(JsonNamingPolicy.KebabCaseLower),
                new JsonStringEnumConverter<MatchScale>(JsonNamingPolicy.KebabCaseLower),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            },
        };

    /// <summary>The report as JSON text, the same bytes for the same report.</summary>
    public static string Serialize(EvaluationReport report) => Text(report);

    /// <summary>The report on images as JSON text, the same bytes for the same report.</summary>
    public static string Serialize(ImageEvaluationReport report) => Text(report);

    /// <summary>Writes the report to a file, whole or not at all.</summary>
    /// <exception cref="LikenessException">The place cannot be written.</exception>
    public static void Write(string path, EvaluationReport report) => WriteText(path, Text(report));

    /// <summary>Writes the report on images to a file, whole or not at all.</summary>
    /// <exception cref="LikenessException">The place cannot be written.</exception>
    public static void Write(string path, ImageEvaluationReport report) => WriteText(path, Text(report));

    /// <summary>A report from its JSON text.</summary>
    /// <param name="text">The content of a metrics.json.</param>
    /// <param name="place">Where the text comes from, for the error.</param>
    /// <exception cref="LikenessException">The text is no report.</exception>
    public static EvaluationReport Parse(string text, string place = "metrics.json") =>
        ParseAs<EvaluationReport>(text, place);

    /// <summary>A report on images from its JSON text.</summary>
    /// <param name="text">The content of a metrics.json.</param>
    /// <param name="place">Where the text comes from, for the error.</param>
    /// <exception cref="LikenessException">The text is no report on images.</exception>
    public static ImageEvaluationReport ParseImages(string text, string place = "metrics.json") =>
        ParseAs<ImageEvaluationReport>(text, place);

    private static string Text<T>(T report) => JsonSerializer.Serialize(report, Options) + "\n";

    private static void WriteText(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static T ParseAs<T>(string text, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("the file holds null");
        }
        catch (JsonException error)
        {
            throw new LikenessException(
                $"{place} is no evaluation report ({error.Message}); write it anew with `likeness evaluate`.",
                error
            );
        }
    }
}
