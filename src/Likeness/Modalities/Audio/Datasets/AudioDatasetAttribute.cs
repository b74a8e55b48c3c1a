using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Datasets;

/// <summary>Registers an audio dataset under a name. The class implements <see cref="IAudioDataset"/> and needs no other registration.</summary>
/// <param name="name">The name on the command line, lower-case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AudioDatasetAttribute(string name) : Attribute
{
    /// <summary>The name on the command line.</summary>
    public string Name { get; } = name;

    /// <summary>A short description.</summary>
    public required string Summary { get; init; }

    /// <summary>The size, such as <c>480 clips of half a second</c>.</summary>
    public required string Size { get; init; }
}

/// <summary>An audio dataset that the library generates; its class has a public constructor without parameters.</summary>
public interface IAudioDataset
{
    /// <summary>Generates the clips.</summary>
    /// <param name="seed">The same seed gives the same bytes.</param>
    ClipSplits Load(ulong seed);
}
