using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>A published dataset of PNG or JPEG files, which are decoded in the size in which they are needed.</summary>
internal abstract class PictureDataset : IImageDataset
{
    /// <inheritdoc/>
    public abstract ImageShape Shape { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> Classes => [];

    /// <inheritdoc/>
    public virtual int ClassCount => Classes.Count;

    /// <inheritdoc/>
    public virtual bool IsMultiLabel => false;

    /// <inheritdoc/>
    public abstract ImageCounts Counts { get; }

    /// <inheritdoc/>
    public abstract string Folder { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<PublishedFile> Files { get; }

    /// <summary>Whether the files have different sizes; <see cref="Shape"/> is then the default.</summary>
    protected virtual bool HasSeveralSizes => false;

    /// <inheritdoc/>
    public ImageSplits Load(DatasetFolder folder, ulong seed) => Load(folder, new PictureRequest { Seed = seed });

    /// <summary>Decodes the pictures.</summary>
    /// <param name="folder">The folder of the files, or of downloads.</param>
    /// <param name="request">Which of them, and their size; other proportions are cropped by default.</param>
    /// <exception cref="LikenessException">A file is missing and cannot be downloaded, is damaged, or has other contents.</exception>
    public ImageSplits Load(DatasetFolder folder, PictureRequest request)
    {
        var parts = Parts(folder);
        int side = request.Size.Side == 0 && HasSeveralSizes ? Shape.Height : request.Size.Side;
        var images = new PictureLoader(
            request with
            {
                Size = new PictureSize(side, request.Size.Fit ?? ImageFit.Crop),
                Colour = request.Colour ?? ImageColour.Rgb,
            }
        ).Load(parts);
        return images with { Remarks = [.. Counts.Remarks(parts.Select(part => (part.Name, part.Files.Count)))] };
    }

    /// <summary>The parts, the training part first.</summary>
    private protected abstract IReadOnlyList<PicturePart> Parts(DatasetFolder folder);
}
