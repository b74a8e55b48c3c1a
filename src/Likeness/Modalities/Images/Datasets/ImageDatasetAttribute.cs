namespace Likeness.Modalities.Images.Datasets;

/// <summary>Registers a dataset of images under a name. The class implements <see cref="IImageDataset"/> and needs no other mention.</summary>
/// <param name="name">The name on the command line, lower-case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ImageDatasetAttribute(string name) : Attribute
{
    /// <summary>The name on the command line.</summary>
    public string Name { get; } = name;

    /// <summary>The name that its makers give it.</summary>
    public required string Title { get; init; }

    /// <summary>What it holds, in half a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Who made it, and where it is described.</summary>
    public required string Source { get; init; }

    /// <summary>What its makers say of its use.</summary>
    public required string Licence { get; init; }
}
