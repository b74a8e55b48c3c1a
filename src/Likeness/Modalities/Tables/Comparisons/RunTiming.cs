using System.Text.Json;
using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>The times of a run, measured on the machine that ran it.</summary>
/// <param name="TrainSeconds">Wall-clock seconds of the training, including preparation; the sum over all sessions if it was resumed.</param>
/// <param name="RowsPerSecond">Rows sampled per second, in the data's own units; null until they are sampled.</param>
internal sealed record RunTiming(double TrainSeconds, double? RowsPerSecond = null)
{
    private const string Name = "timing.json";

    /// <summary>Reads the times so far; empty if there is no file yet.</summary>
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
            throw new LikenessException($"{path}: this is not the timing of a run (delete the file)", error);
        }
    }

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public void Write(string folder) =>
        AtomicFile.Write(Path.Combine(folder, Name), stream => JsonSerializer.Serialize(stream, this, RunJson.Options));
}
