namespace Likeness.Modalities.Images.Data;

/// <summary>A generative factor of images, such as the size of an object; known for generated images only.</summary>
/// <param name="Name">The name of the factor.</param>
/// <param name="Values">The value for each image.</param>
public sealed record ImageFactor(string Name, double[] Values);
