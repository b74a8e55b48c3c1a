namespace Likeness.Modalities.Audio.Datasets;

/// <summary>A registered audio dataset.</summary>
/// <param name="Name">The name on the command line, such as <c>tones</c>.</param>
/// <param name="Summary">A short description.</param>
/// <param name="Size">The size.</param>
/// <param name="Dataset">Generates the clips.</param>
public sealed record AudioDatasetEntry(string Name, string Summary, string Size, IAudioDataset Dataset);

/// <summary>All audio datasets: every class with an <see cref="AudioDatasetAttribute"/>.</summary>
public static class AudioDatasetRegistry
{
    /// <summary>The datasets, by name.</summary>
    public static IReadOnlyList<AudioDatasetEntry> All { get; } =
    [
        .. Registered
            .In<AudioDatasetAttribute>(typeof(AudioDatasetRegistry).Assembly)
            .Select(found => new AudioDatasetEntry(
                found.Attribute.Name,
                found.Attribute.Summary,
                found.Attribute.Size,
                (IAudioDataset)Activator.CreateInstance(found.Type)!
            ))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    /// <summary>A dataset by its name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static AudioDatasetEntry Find(string name) =>
        Registered.Find(All, entry => entry.Name, name, "not an audio dataset of Likeness", ", or give WAVE files");
}
