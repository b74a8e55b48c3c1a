using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Cli.Streams;
using Likeness.Data;

namespace Likeness.Cli.Screens;

/// <summary>
/// The JSON document that a command with <c>--json</c> writes to standard output when it ends; everything else then goes
/// to standard error.
/// </summary>
internal static class JsonAnswer
{
    /// <summary>The <c>--json</c> option.</summary>
    public const string Option = "--json";

    // Created lazily: most command lines do not use JSON.
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

    /// <summary>Whether the command line has <c>--json</c>.</summary>
    public static bool IsAsked { get; private set; }

    /// <summary>Checks for <c>--json</c>, and reserves standard output for it.</summary>
    public static void Prepare(IReadOnlyList<string> args)
    {
        IsAsked = args.TakeWhile(word => word != "--").Contains(Option, StringComparer.Ordinal);
        if (IsAsked)
        {
            Page.MoveToError();
        }
    }

    /// <summary>Writes the document if <c>--json</c> is set; else nothing.</summary>
    public static void Write(object answer)
    {
        if (IsAsked)
        {
            WriteText(JsonSerializer.Serialize(answer, Options.Value));
        }
    }

    /// <summary>Writes JSON text if <c>--json</c> is set; else nothing.</summary>
    public static void WriteText(string json)
    {
        if (IsAsked)
        {
            StandardStreams.WriteAnswer(json.TrimEnd() + Environment.NewLine);
        }
    }

    /// <summary>The rows of a table as JSON: one object per row, its numbers by column name.</summary>
    public static IEnumerable<Dictionary<string, double>> Rows(Table table) =>
        Enumerable
            .Range(0, table.RowCount)
            .Select(row =>
                table.Columns.Select((column, i) => (column.Name, table[row, i])).ToDictionary(StringComparer.Ordinal)
            );
}
