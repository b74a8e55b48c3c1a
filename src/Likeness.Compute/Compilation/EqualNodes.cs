using System.Diagnostics.CodeAnalysis;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Compares nodes by value: the same op with the same settings on the same inputs.</summary>
internal sealed class EqualNodes : IEqualityComparer<Tensor>
{
    public bool Equals(Tensor? x, Tensor? y) =>
        ReferenceEquals(x, y)
        || (
            x is not null
            && y is not null
            && x.Op.Name == y.Op.Name
            && x.Shape == y.Shape
            && x.Inputs.SequenceEqual(y.Inputs)
            && (ReferenceEquals(x.Op, y.Op) || x.Op.Signature == y.Op.Signature)
        );

    public int GetHashCode([DisallowNull] Tensor node)
    {
        var hash = default(HashCode);
        hash.Add(node.Op.Name);
        hash.Add(node.Shape);
        foreach (Tensor input in node.Inputs)
        {
            hash.Add(input.Id);
        }

        return hash.ToHashCode();
    }
}
