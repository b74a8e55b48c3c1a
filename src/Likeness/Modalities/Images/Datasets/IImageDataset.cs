using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>A dataset of images that is generated, or that others publish; its class has a public constructor without parameters.</summary>
public interface IImageDataset
{
    /// <summary>The sizes of one image as published.</summary>
    ImageShape Shape { get; }

    /// <summary>The names of the classes, in the order of their numbers; where several may hold at once, of the findings.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>How many images the published dataset has.</summary>
    ImageCounts Counts { get; }

    /// <summary>The folder below the root of all data in which its files are looked for.</summary>
    string Folder { get; }

    /// <summary>The files it is published in, as they are downloaded; none where it is generated.</summary>
    IReadOnlyList<PublishedFile> Files { get; }

    /// <summary>Reads or generates the images.</summary>
    /// <param name="folder">Where the files are, or go to.</param>
    /// <param name="seed">What a generated dataset draws from; published ones are what they are.</param>
    /// <exception cref="LikenessException">A file is missing and cannot be had, is damaged, or holds something else.</exception>
    ImageSplits Load(DatasetFolder folder, ulong seed);
}
