using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>What the symbols of sequences are conditioned on besides the symbols before: van den Oord et al. 2016, arXiv:1609.03499, §2.5.</summary>
/// <param name="Classes">Globally: the class of each sequence, [batch]; null for a network without classes.</param>
/// <param name="Track">
/// Locally: the features at the predicted positions, [batch, positions, features], or at the next position, [batch, features]; null for a network
/// without local features.
/// </param>
public readonly record struct SequenceCondition(Tensor? Classes = null, Tensor? Track = null);
