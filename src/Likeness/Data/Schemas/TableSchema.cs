using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data.Times;

namespace Likeness.Data.Schemas;

/// <summary>
/// The kinds of a table's columns, as <c>schema.json</c> declares them (docs/schema.md). Columns that it leaves out are detected.
/// SDV's single-table metadata is read as a schema, too.
/// </summary>
/// <param name="Columns">The columns, in any order.</param>
public sealed record TableSchema(IReadOnlyList<ColumnSchema> Columns)
{
    /// <summary>The version of the format.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The rules that samples satisfy, in the program's words, such as <c>pickup ≤ dropoff</c>; null to find them.</summary>
    public IReadOnlyList<string>? Rules { get; init; }

    /// <summary>The file's name in messages.</summary>
    [JsonIgnore]
    public string Source { get; init; } = "the schema";

    /// <summary>The schema of a table.</summary>
    public static TableSchema From(Table table) =>
        new([.. JoinedTimes.Without(table).Columns.Select(ColumnSchema.From)]);

    /// <summary>Reads a schema, or SDV's metadata, from a file.</summary>
    /// <exception cref="LikenessException">The file cannot be read, or has errors: the message names all of them, each with its path.</exception>
    public static TableSchema Read(string path)
    {
        byte[] bytes = InputFile.ReadAllBytes(path);
        try
        {
            using var document = JsonDocument.Parse(
                bytes,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            return (
                SdvMetadata.Is(document.RootElement)
                    ? SdvMetadata.Read(document.RootElement, path)
                    : SchemaJson.Read(document.RootElement, path)
            ) with
            {
                Source = path,
            };
        }
        catch (JsonException damaged)
        {
            throw new LikenessException(
                $"{path}: this is not JSON (line {damaged.LineNumber + 1}; 'likeness describe FILE --out schema.json' writes a schema)",
                damaged
            );
        }
    }

    /// <summary>Writes the schema as JSON, atomically.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public void Write(string path)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Version = CurrentVersion,
                Columns,
                Rules,
            },
            Layout
        );
        AtomicFile.Write(path, stream => stream.Write([.. json, (byte)'\n']));
    }

    /// <summary>The schema of a column; null if it is to be detected.</summary>
    internal ColumnSchema? Find(string name) =>
        Columns.FirstOrDefault(column => column.Name == name && !column.IsFound);

    /// <summary>Refuses columns that a file lacks, and rules of such columns.</summary>
    /// <exception cref="LikenessException">There are some; the message names all of them.</exception>
    internal void Require(IReadOnlyList<string> names, string file)
    {
        var errors = new SchemaErrors(Source);
        for (int i = 0; i < Columns.Count; i++)
        {
            if (!names.Contains(Columns[i].Name))
            {
                string fix = NearestName.To(Columns[i].Name, names) is { } nearest
                    ? $"did you mean '{nearest}'?"
                    : "remove it";
                errors.Add($"$.columns[{i}].name", $"{file} has no column '{Columns[i].Name}' ({fix})");
            }
        }

        foreach (var (index, text) in (Rules ?? []).Index())
        {
            if (RuleText.Parse(text, names)?.Unknown(names) is { } unknown)
            {
                errors.Add($"$.rules[{index}]", unknown);
            }
        }

        errors.Throw();
    }
}
