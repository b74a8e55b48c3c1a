namespace Likeness.Models.Diffusion;

/// <summary>How flow matching pairs noise with rows.</summary>
public enum NoisePairs
{
    /// <summary>Independently of each other.</summary>
    Random,

    /// <summary>So that the squared distances of a batch have the smallest sum; within a class where it is learned.</summary>
    OptimalTransport,
}
