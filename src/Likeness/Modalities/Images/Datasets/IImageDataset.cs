using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>A dataset of images that is generated, or that others publish; its class has a public constructor without parameters.</summary>
public interface IImageDataset
{
    /// <summary>The sizes of one image as published.</summary>
    ImageShape Shape { get; }

    /// <summary>The names of the classes, in order; for several simultaneous findings, of the findings. Empty if only the files name them.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>The number of classes or findings.</summary>
    int ClassCount => Classes.Count;

    /// <summary>Whether an image can have several of the findings at once, or none.</summary>
    bool IsMultiLabel => false;

    /// <summary>The number of images of the published dataset.</summary>
    ImageCounts Counts { get; }

    /// <summary>The subfolder of the data folder in which its files are looked for.</summary>
    string Folder { get; }

    /// <summary>Its published files, as they are downloaded; none for generated datasets.</summary>
    IReadOnlyList<PublishedFile> Files { get; }

    /// <summary>Reads or generates the images.</summary>
    /// <param name="folder">The folder of the files, or of downloads.</param>
    /// <param name="seed">The seed of a generated dataset; ignored for published ones.</param>
    /// <exception cref="LikenessException">A file is missing and cannot be downloaded, is damaged, or has other contents.</exception>
    ImageSplits Load(DatasetFolder folder, ulong seed);
}
