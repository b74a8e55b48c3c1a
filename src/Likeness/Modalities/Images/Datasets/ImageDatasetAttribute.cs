namespace Likeness.Modalities.Images.Datasets;

/// <summary>Registers an image dataset under a name. The class implements <see cref="IImageDataset"/> and needs no other registration.</summary>
/// <param name="name">The name on the command line, lower-case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ImageDatasetAttribute(string name) : Attribute
{
    /// <summary>The name on the command line.</summary>
    public string Name { get; } = name;

    /// <summary>Its full name.</summary>
    public required string Title { get; init; }

    /// <summary>A short description.</summary>
    public required string Summary { get; init; }

    /// <summary>The authors, and the publication.</summary>
    public required string Source { get; init; }

    /// <summary>The licence, or the authors' statement on use.</summary>
    public required string Licence { get; init; }

    /// <summary>Whether the licence must be accepted before the dataset is downloaded, because its makers ask for that.</summary>
    public bool AsksForConsent { get; init; }
}
