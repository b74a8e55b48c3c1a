using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>A registered dataset of images: what it says of itself, and how to load it.</summary>
public sealed record ImageDatasetEntry
{
    private readonly ImageDatasetAttribute attribute;
    private readonly IImageDataset dataset;

    internal ImageDatasetEntry(ImageDatasetAttribute attribute, Type type)
    {
        this.attribute = attribute;
        dataset = (IImageDataset)Activator.CreateInstance(type)!;
    }

    /// <summary>The name on the command line, such as <c>fashionmnist</c>.</summary>
    public string Name => attribute.Name;

    /// <summary>The name that its makers give it.</summary>
    public string Title => attribute.Title;

    /// <summary>What it holds, in half a sentence.</summary>
    public string Summary => attribute.Summary;

    /// <summary>Who made it, and where it is described.</summary>
    public string Source => attribute.Source;

    /// <summary>What its makers say of its use.</summary>
    public string Licence => attribute.Licence;

    /// <summary>The sizes of one image as published.</summary>
    public ImageShape Shape => dataset.Shape;

    /// <summary>The names of the classes or findings.</summary>
    public IReadOnlyList<string> Classes => dataset.Classes;

    /// <summary>How many images the published dataset has.</summary>
    public ImageCounts Counts => dataset.Counts;

    /// <summary>The files that are downloaded; none for a generated dataset.</summary>
    public IReadOnlyList<PublishedFile> Files => dataset.Files;

    /// <summary>The folder that its files are looked for in, and downloaded to.</summary>
    /// <param name="dataFolder">The folder of all datasets; null for <see cref="DataRoot.Resolve"/>'s choice.</param>
    public string FolderIn(string? dataFolder = null) => Path.Combine(DataRoot.Resolve(dataFolder), dataset.Folder);

    /// <summary>Reads the images, downloading what is not there, or generates them.</summary>
    /// <param name="source">Where they come from; null for the usual folder and the official addresses.</param>
    /// <returns>The parts as published; where files hold fewer or more images, a remark says so.</returns>
    /// <exception cref="LikenessException">A file is missing and cannot be had, is damaged, or holds something else.</exception>
    public ImageSplits Load(ImageSource? source = null)
    {
        source ??= new ImageSource();
        var folder = new DatasetFolder(Name, dataset.Folder, DataRoot.Resolve(source.DataFolder), source.Download);
        var images = dataset.Load(folder, source.Seed);
        return images with { Remarks = [.. images.Remarks, .. dataset.Counts.Remarks(images)] };
    }
}
