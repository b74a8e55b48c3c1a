namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>Does to images in arrays what is done to pictures while they are decoded; images that are as requested already stay.</summary>
internal static class RequestedImages
{
    /// <summary>The images of the requested classes, in the requested size and channels, at most as many as requested.</summary>
    /// <exception cref="LikenessException">There is no class of a name, or the images would exceed 2 GiB.</exception>
    public static ImageSplits As(this ImageSplits images, PictureRequest request)
    {
        if (images.IsAsRequested)
        {
            return images;
        }

        var stored = images.Train.Shape;
        var splits = request.Classes.Count == 0 ? images : images.TakeClasses(request.Classes);
        splits = splits.Select(part => Limited(Resized(request.Colour.Apply(part), request), request));
        var shape = splits.Train.Shape;
        return shape == stored ? splits : splits with { Facts = [.. splits.Facts, Fact(stored, shape, request)] };
    }

    private static ImageSet Resized(ImageSet images, PictureRequest request) =>
        request.Size.For(images.Shape)?.Apply(images) ?? images;

    private static ImageSet Limited(ImageSet images, PictureRequest request) =>
        request.MaxCount is { } max && max < images.Count
            ? images.Take(ImageSubset.Choose(images.Count, max, request.Seed))
            : images;

    private static string Fact(ImageShape from, ImageShape to, PictureRequest request)
    {
        string how =
            (from.Height, from.Width) == (to.Height, to.Width) ? "converted"
            : request.Size.For(from)?.Fit == ImageFit.Pad ? "padded"
            : "resized";
        return $"{how} from {from} to {to}";
    }
}
