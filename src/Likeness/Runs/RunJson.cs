using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;

namespace Likeness.Runs;

/// <summary>The JSON format of runs: camelCase, indented, enums by name, numbers that round-trip.</summary>
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
            TypeInfoResolver = FormerNames.Resolver,
            Converters = { new NamedEnumConverter() },
        };

    /// <summary>Any record as JSON, by its runtime type rather than the declared type.</summary>
    public static JsonElement ToElement(object value) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), Options);

    /// <summary>Reads run.json.</summary>
    /// <exception cref="LikenessException">The file is missing, unreadable, not a run.json, or of a newer format.</exception>
    public static RunRecord Read(string path)
    {
        RunRecord? record;
        try
        {
            using var stream = File.OpenRead(path);
            record = JsonSerializer.Deserialize<RunRecord>(stream, Options);
        }
        catch (JsonException error)
        {
            throw new LikenessException(
                $"{path}, line {(error.LineNumber ?? 0) + 1}: this is not a run.json of Likeness, or it is damaged (train the run again)",
                error
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{path}: the file cannot be read ({error.Message.TrimEnd('.')})", error);
        }

        return record switch
        {
            null => throw new LikenessException($"{path}: the file is empty (train the run again)"),
            { Format: > RunRecord.CurrentFormat } => throw new LikenessException(
                $"{path}: format {record.Format} belongs to a newer Likeness (update this one, which reads formats up to {RunRecord.CurrentFormat})"
            ),
            _ => Checked(record, path),
        };
    }

    private static RunRecord Checked(RunRecord record, string path)
    {
        SettingRanges.Validate(record, path);
        SettingRanges.Validate(record.Data.Source, path);
        if (record.Adapters is { } adapters)
        {
            SettingRanges.Validate(adapters, path);
        }

        return record;
    }

    /// <summary>Writes run.json atomically.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Write(string path, RunRecord record) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, record, Options));
}
