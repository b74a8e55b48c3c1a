namespace Likeness.Modalities.Images.Data;

/// <summary>How an image of one size becomes one of another.</summary>
public enum ImageFit
{
    /// <summary>By zeros around it, as many on each side (one more below and to the right where they are odd); grows only.</summary>
    Pad,

    /// <summary>By triangle-filtered averages, as Pillow's bilinear resize, which torchvision's Resize uses for pictures by default.</summary>
    Bilinear,
}
