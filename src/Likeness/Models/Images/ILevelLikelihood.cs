namespace Likeness.Models.Images;

/// <summary>
/// A density model of images that gives the probability of a pixel's level where pixels lie on a grid (<see cref="PixelLikelihood"/>). The density of
/// any other model on a grid bounds nothing, and no bits per dimension are reported of it.
/// </summary>
internal interface ILevelLikelihood;
