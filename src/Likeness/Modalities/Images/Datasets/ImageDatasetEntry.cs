using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>A registered image dataset: its description, and how to load it.</summary>
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

    /// <summary>Its full name.</summary>
    public string Title => attribute.Title;

    /// <summary>A short description.</summary>
    public string Summary => attribute.Summary;

    /// <summary>The authors, and the publication.</summary>
    public string Source => attribute.Source;

    /// <summary>The licence, or the authors' statement on use.</summary>
    public string Licence => attribute.Licence;

    /// <summary>Whether the licence must be accepted before the dataset is downloaded.</summary>
    public bool AsksForConsent => attribute.AsksForConsent;

    /// <summary>The sizes of one image as published.</summary>
    public ImageShape Shape => dataset.Shape;

    /// <summary>The names of the classes or findings; empty if only the files name them.</summary>
    public IReadOnlyList<string> Classes => dataset.Classes;

    /// <summary>The number of classes or findings.</summary>
    public int ClassCount => dataset.ClassCount;

    /// <summary>Whether an image can have several of the findings at once, or none.</summary>
    public bool IsMultiLabel => dataset.IsMultiLabel;

    /// <summary>The number of images of the published dataset.</summary>
    public ImageCounts Counts => dataset.Counts;

    /// <summary>The files that are downloaded; none for a generated dataset.</summary>
    public IReadOnlyList<PublishedFile> Files => dataset.Files;

    /// <summary>Whether it is of PNG or JPEG files, which are decoded in the size in which they are needed.</summary>
    internal bool IsDecoded => dataset is PictureDataset;

    /// <summary>The folder of its files and downloads.</summary>
    /// <param name="dataFolder">The folder of all datasets; null for the default of <see cref="DataRoot.Resolve"/>.</param>
    public string FolderIn(string? dataFolder = null) => Path.Combine(DataRoot.Resolve(dataFolder), dataset.Folder);

    /// <summary>Reads the images, downloading missing files, or generates them.</summary>
    /// <param name="source">The location of the files; null for the default folder and the official addresses.</param>
    /// <returns>The parts as published; a remark states differences in the number of images.</returns>
    /// <exception cref="LikenessException">A file is missing and cannot be downloaded, is damaged, or has other contents.</exception>
    public ImageSplits Load(ImageSource? source = null) => Load(source ?? new ImageSource(), new PictureRequest());

    /// <summary>The same. Datasets of pictures are decoded as the request asks; others are read as they are.</summary>
    internal ImageSplits Load(ImageSource source, PictureRequest request)
    {
        var folder = new DatasetFolder(
            Name,
            dataset.Folder,
            DataRoot.Resolve(source.DataFolder),
            source.Download,
            AsksForConsent && !source.AcceptsTerms ? Licence : null
        )
        {
            Files = dataset.Files,
        };
        if (dataset is PictureDataset pictures)
        {
            return pictures.Load(folder, request);
        }

        var images = dataset.Load(folder, source.Seed);
        return images with { Remarks = [.. images.Remarks, .. dataset.Counts.Remarks(images)] };
    }
}
