namespace Likeness.Modalities.Images.Data;

/// <summary>The way of resizing an image.</summary>
public enum ImageFit
{
    /// <summary>Padding with zeros, equally on both sides (one more below and to the right for odd differences); only enlarges.</summary>
    Pad,

    /// <summary>Triangle-filtered averages, as Pillow's bilinear resize, the default of torchvision's Resize.</summary>
    Bilinear,

    /// <summary>The largest centred part with the proportions of the result, then <see cref="Bilinear"/>: nothing is stretched.</summary>
    Crop,
}
