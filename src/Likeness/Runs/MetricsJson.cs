using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities;

namespace Likeness.Runs;

/// <summary>metrics.json, the same for every kind of data: the verdict first, then every measurement.</summary>
public static class MetricsJson
{
    /// <summary>An outcome as JSON text; the same outcome gives the same bytes.</summary>
    public static string Serialize(EvaluationOutcome outcome)
    {
        var text = new JsonObject
        {
            ["verdict"] = JsonSerializer.SerializeToNode(outcome.Verdict, ReportJson.Options),
            ["against"] = outcome.Against,
            ["warnings"] = JsonSerializer.SerializeToNode(outcome.Warnings, ReportJson.Options),
        };
        if (outcome.Findings.Count > 0)
        {
            text["findings"] = JsonSerializer.SerializeToNode(outcome.Findings, ReportJson.Options);
        }

        var details = JsonSerializer.SerializeToNode(outcome.Details, outcome.Details.GetType(), ReportJson.Options);
        foreach (var (name, value) in details!.AsObject())
        {
            if (!text.ContainsKey(name))
            {
                text[name] = value?.DeepClone();
            }
        }

        return text.ToJsonString(ReportJson.Options) + "\n";
    }

    /// <summary>Writes an outcome to a file atomically.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Write(string path, EvaluationOutcome outcome)
    {
        byte[] text = Encoding.UTF8.GetBytes(Serialize(outcome));
        AtomicFile.Write(path, stream => stream.Write(text));
    }
}
