using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>What is asked of pictures in folders and archives: which of them, and what they become when they are decoded.</summary>
internal sealed record PictureRequest
{
    // Of the memory that is available; the rest is for the model.
    private const int MemoryPart = 4;
    private const long MostMemory = 1L << 30;

    /// <summary>The sizes of the result.</summary>
    public PictureSize Size { get; init; } = new(0);

    /// <summary>A size for all pictures instead; null for <see cref="Size"/>.</summary>
    public ImageResize? Resize { get; init; }

    /// <summary>How pictures of some sizes are resized; null if they stay as they are.</summary>
    public ImageResize? ResizeOf(ImageShape shape) => Resize ?? Size.For(shape);

    /// <summary>The channels of the result; null for colour if one of the pictures has colours, else grey.</summary>
    public ImageColour? Colour { get; init; }

    /// <summary>What shows through transparent pixels.</summary>
    public PictureBackground Background { get; init; } = PictureBackground.White;

    /// <summary>The classes to take, in this order; empty for all.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The maximum number of pictures of each part, chosen at random; null for all.</summary>
    public int? MaxCount { get; init; }

    /// <summary>The seed of that choice.</summary>
    public ulong Seed { get; init; }

    /// <summary>The folder of published datasets, where decoded pictures are kept if they are many; null for the default.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The bytes of pixels that are held in memory; more go to the disk.</summary>
    public long Memory { get; init; } = Math.Min(MostMemory, AvailableMemory.Bytes / MemoryPart);

    /// <summary>Whether pictures that cannot be read are skipped if they are few, with a remark.</summary>
    public bool Skips { get; init; }

    /// <summary>The number of threads that decode; no result depends on it.</summary>
    public int Threads { get; init; } = WorkerPool.DefaultWorkers;

    /// <summary>Receives the fraction that is decoded.</summary>
    public Action<double>? Progress { get; init; }
}
