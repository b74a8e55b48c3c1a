using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>
/// Softmax and related functions, for the property tests of ops: along every axis, short and long rows, few and many samples.
/// </summary>
internal static class SoftmaxCases
{
    public static IEnumerable<OpCase> All =>
        new (Shape Shape, int Axis)[]
        {
            ([5, 8], 1),
            ([18, 1], 1),
            ([17, 17], 1),
            ([2, 300], 1),
            ([5, 8], 0),
            ([33, 3], 0),
            ([300, 2], 0),
            ([17, 5, 2], 1),
            ([16, 2, 5], 2),
        }.SelectMany(size =>
            new[]
            {
                Of("log-sum-exp", size, x => x.LogSumExp(size.Axis)),
                Of("softmax", size, x => x.Softmax(size.Axis)),
                Of("log-softmax", size, x => x.LogSoftmax(size.Axis)),
            }
        );

    private static OpCase Of(string name, (Shape Shape, int Axis) size, Func<Tensor, Tensor> apply) =>
        new($"{name} of {size.Shape} along {size.Axis}", _ => [size.Shape], x => apply(x[0]));
}
