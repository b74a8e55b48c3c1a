using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;

namespace Likeness.Modalities.Images;

/// <summary>The description of image data before training: sizes, scale of pixels, classes.</summary>
internal static class ImageDataDescription
{
    private const int MaxClasses = 12;

    /// <summary>Describes the images of a run.</summary>
    public static DataDescription Create(DataSplit<ImageSet> data, ImageTransform transform) =>
        new() { Lines = [.. Lines(data, transform)], Remarks = data.Remarks };

    private static IEnumerable<string> Lines(DataSplit<ImageSet> data, ImageTransform transform)
    {
        yield return $"images of {transform.Shape}, {Pixels(transform.Scale)}";
        foreach (string fact in data.Facts)
        {
            yield return fact;
        }

        if (data.Train.Labels.Count > 0)
        {
            var label = data.Train.Labels[0];
            var classes = label.Classes.Zip(label.Counts(), (name, count) => $"{name} {Numeral.Whole(count)}");
            string more = label.Classes.Count > MaxClasses ? ", …" : "";
            string count = label.Classes.Count == 1 ? "1 class" : $"{Numeral.Whole(label.Classes.Count)} classes";
            string of = label.Name == ClassLabel.Name ? "" : $" of '{label.Name}'";
            string others = data.Train.Labels.Count > 1 ? $", the first of {data.Train.Labels.Count} labels" : "";
            yield return $"{count}{of}{others}, with training images of each: {string.Join(", ", classes.Take(MaxClasses))}{more}";
        }
    }

    private static string Pixels(PixelScale scale) =>
        scale switch
        {
            PixelScale.Symmetric => "pixels from −1 to 1",
            PixelScale.Unit => "pixels from 0 to 1",
            PixelScale.Logit => "pixels dequantised, on a logit scale",
            PixelScale.Dequantised => "pixels dequantised, from −0.5 to 0.5",
            PixelScale.DequantisedSymmetric => "pixels dequantised, from −1 to 1",
            PixelScale.Levels => "pixels as one of 256 levels",
            PixelScale.Binary => "pixels black or white, sampled again in each epoch",
            _ => "pixels black or white, by a threshold",
        };
}
