using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>Reads and writes metrics.json: indented, camel case, properties in declaration order, full precision.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The report as JSON text, the same bytes for the same report.</summary>
    public static string Serialize(EvaluationReport report) => JsonSerializer.Serialize(report, Options) + "\n";

    /// <summary>Writes the report to a file, whole or not at all.</summary>
    /// <exception cref="LikenessException">The place cannot be written.</exception>
    public static void Write(string path, EvaluationReport report)
    {
        byte[] text = Encoding.UTF8.GetBytes(Serialize(report));
        AtomicFile.Write(path, stream => stream.Write(text));
    }

    /// <summary>A report from its JSON text.</summary>
    /// <param name="text">The content of a metrics.json.</param>
    /// <param name="place">Where the text comes from, for the error.</param>
    /// <exception cref="LikenessException">The text is no report.</exception>
    public static EvaluationReport Parse(string text, string place = "metrics.json")
    {
        try
        {
            return JsonSerializer.Deserialize<EvaluationReport>(text, Options)
                ?? throw new JsonException("the file holds null");
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
