using System.Text.Json;
using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>What a run took, as measured on the machine that made it.</summary>
/// <param name="TrainSeconds">Wall-clock seconds of the training, preparations included; of all its parts where it was taken up again.</param>
/// <param name="RowsPerSecond">Rows drawn a second, in the data's own units; null until they are drawn.</param>
internal sealed record RunTiming(double TrainSeconds, double? RowsPerSecond = null)
{
    private const string Name = "timing.json";

    /// <summary>Reads what was measured so far; nothing where there is no file yet.</summary>
    /// <exception cref="LikenessException">The file is damaged.</exception>
    public static RunTiming Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<RunTiming>(File.ReadAllText(path), RunJson.Options) ?? new RunTiming(0)
                : new RunTiming(0);
        }
        catch (JsonException error)
        {
            throw new LikenessException($"{path}: this is no timing of a run (delete the file)", error);
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="LikenessException">The place cannot be written.</exception>
    public void Write(string folder) =>
        AtomicFile.Write(Path.Combine(folder, Name), stream => JsonSerializer.Serialize(stream, this, RunJson.Options));
}
