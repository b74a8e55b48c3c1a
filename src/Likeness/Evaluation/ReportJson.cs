using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Evaluation.Novelty;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation;

/// <summary>Reads and writes metrics.json: indented, camel case, properties in declaration order, full precision.</summary>
public static class ReportJson
{
    /// <summary>The JSON options of reports.</summary>
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
                new JsonStringEnumConverter<ValidityLevel>(JsonNamingPolicy.KebabCaseLower),
                new JsonStringEnumConverter<NoveltyLevel>(JsonNamingPolicy.KebabCaseLower),
                new JsonStringEnumConverter<MatchScale>(JsonNamingPolicy.KebabCaseLower),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            },
        };

    /// <summary>An evaluation report as JSON text; the same report gives the same bytes.</summary>
    /// <typeparam name="T">The report of one kind of data, such as <see cref="EvaluationReport"/>.</typeparam>
    /// <param name="report">The report.</param>
    public static string Serialize<T>(T report) => JsonSerializer.Serialize(report, Options) + "\n";

    /// <summary>A report from its JSON text.</summary>
    /// <typeparam name="T">The report of one kind of data, such as <see cref="EvaluationReport"/>.</typeparam>
    /// <param name="text">The content of a metrics.json.</param>
    /// <param name="place">The source of the text, for error messages.</param>
    /// <exception cref="LikenessException">The text is not a report of that kind of data.</exception>
    public static T Parse<T>(string text, string place = "metrics.json")
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("the file contains null");
        }
        catch (JsonException error)
        {
            throw new LikenessException(
                $"{place} is not an evaluation report ({error.Message}); write it again with `likeness evaluate`.",
                error
            );
        }
    }
}
