using System.Text.Json;
using System.Text.Json.Serialization;

namespace Likeness.Runs;

/// <summary>The one way in which runs write JSON: camelCase, indented, enums by name, numbers that round-trip.</summary>
internal static class RunJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        };

    /// <summary>Any record as JSON, by its own type rather than the declared one.</summary>
    public static JsonElement ToElement(object value) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), Options);

    /// <summary>Reads run.json.</summary>
    /// <exception cref="LikenessException">The file is missing, unreadable, no run.json, or of a newer form.</exception>
    public static RunRecord Read(string path)
    {
        RunRecord? record;
        try
        {
            using var stream = File.OpenRead(path);
            record = JsonSerializer.Deserialize<RunRecord>(stream, Options);
        }
        catch (JsonException fault)
        {
            throw new LikenessException(
                $"{path} is not a run.json that this version can read (line {(fault.LineNumber ?? 0) + 1}): it is damaged, or of another program.",
                fault
            );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{path} could not be read: {fault.Message.TrimEnd('.')}.", fault);
        }

        return record switch
        {
            null => throw new LikenessException($"{path} is empty: name the folder of a run."),
            { Format: > RunRecord.CurrentFormat } => throw new LikenessException(
                $"{path} has form {record.Format}, made by a newer Likeness: update this one (it reads forms up to {RunRecord.CurrentFormat})."
            ),
            _ => record,
        };
    }

    /// <summary>Writes run.json whole or not at all.</summary>
    /// <exception cref="LikenessException">The place cannot be written.</exception>
    public static void Write(string path, RunRecord record) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, record, Options));
}
