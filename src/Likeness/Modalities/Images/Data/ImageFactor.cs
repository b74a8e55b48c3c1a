namespace Likeness.Modalities.Images.Data;

/// <summary>A number that an image was made from, such as the size of what it shows; known for generated images only.</summary>
/// <param name="Name">What the number is.</param>
/// <param name="Values">The number for each image.</param>
public sealed record ImageFactor(string Name, double[] Values);
