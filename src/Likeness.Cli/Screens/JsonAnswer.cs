using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Cli.Streams;
using Likeness.Data;

namespace Likeness.Cli.Screens;

/// <summary>
/// The one JSON document that a command with <c>--json</c> writes to standard output when it is done; all that is for people goes
/// to standard error then.
/// </summary>
internal static class JsonAnswer
{
    /// <summary>The option that asks for it.</summary>
    public const string Option = "--json";

    // Made when first needed: most command lines ask for no JSON.
    private static readonly Lazy<JsonSerializerOptions> Options = new(() =>
        new JsonSerializerOptions
        {
            WriteIndented = true,
            NewLine = "\n",
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        }
    );

    /// <summary>Whether the command line asks for JSON.</summary>
    public static bool IsAsked { get; private set; }

    /// <summary>Looks whether JSON is asked for, and clears standard output for it.</summary>
    public static void Prepare(IReadOnlyList<string> args)
    {
        IsAsked = args.TakeWhile(word => word != "--").Contains(Option, StringComparer.Ordinal);
        if (IsAsked)
        {
            Page.MoveToError();
        }
    }

    /// <summary>Writes the answer, where JSON is asked for; else nothing.</summary>
    public static void Write(object answer)
    {
        if (IsAsked)
        {
            WriteText(JsonSerializer.Serialize(answer, Options.Value));
        }
    }

    /// <summary>Writes an answer that is JSON already, where it is asked for; else nothing.</summary>
    public static void WriteText(string json)
    {
        if (IsAsked)
        {
            StandardStreams.WriteAnswer(json.TrimEnd() + Environment.NewLine);
        }
    }

    /// <summary>A table's rows for an answer: one object a row, its numbers by their columns' names.</summary>
    public static IEnumerable<Dictionary<string, double>> Rows(Table table) =>
        Enumerable
            .Range(0, table.RowCount)
            .Select(row =>
                table.Columns.Select((column, i) => (column.Name, table[row, i])).ToDictionary(StringComparer.Ordinal)
            );
}
