using Likeness.Compute.Graph;

namespace Likeness.Models.Images;

/// <summary>
/// Fills the missing pixels of an image with those of another such that no edge shows: the filled pixels have the differences between neighbours of the other
/// image and the known pixels as their boundary, Δx = Δs on the missing pixels, x = y elsewhere. Pérez et al. 2003, Poisson image editing, eq. 4; at the border
/// of the image the normal derivative of x − s is 0. The linear system is solved by conjugate gradients.
/// </summary>
internal static class PoissonBlending
{
    private const float Tiny = 1e-30f;

    /// <summary>The blended images.</summary>
    /// <param name="source">s: [batch, channels, height, width].</param>
    /// <param name="target">y: the same shape; read where known.</param>
    /// <param name="known">1 where the target is known, else 0: the same shape.</param>
    /// <returns>x: the same shape. An image without a known pixel is the source.</returns>
    public static Tensor Blend(Tensor source, Tensor target, Tensor known)
    {
        var missing = 1 - known;
        var shape = source.Shape;
        // The unknown is u = x − s, which is harmonic on the missing pixels.
        var boundary = known.Where(target - source, ((Tensor)0f).BroadcastTo(shape));
        var residual = -(missing * Laplacian(boundary));
        // A condition number is at most about the square of the side, and errors fall as exp(−2 k/√condition).
        int steps = 4 * Math.Max(shape[2], shape[3]);
        var solved = Tensor.Loop(
            steps,
            [((Tensor)0f).BroadcastTo(shape), residual, residual, Dot(residual, residual)],
            (_, state) =>
            {
                var (u, r, direction, square) = (state[0], state[1], state[2], state[3]);
                var image = missing * Laplacian(direction);
                var length = square / Dot(direction, image).Maximum(Tiny);
                var next = r - (length * image);
                var nextSquare = Dot(next, next);
                return
                [
                    u + (length * direction),
                    next,
                    next + (nextSquare / square.Maximum(Tiny) * direction),
                    nextSquare,
                ];
            }
        )[0];
        return known.Where(target, source + solved);
    }

    /// <summary>The negative Laplacian: Σ (v(p) − v(q)) over the neighbours q of p inside the image.</summary>
    internal static Tensor Laplacian(Tensor v)
    {
        Tensor? sum = null;
        foreach (int axis in new[] { 2, 3 })
        {
            int side = v.Shape[axis];
            if (side > 1)
            {
                var step = v.Slice(axis, 1, side - 1) - v.Slice(axis, 0, side - 1);
                var part = step.Pad(axis, 1, 0) - step.Pad(axis, 0, 1);
                sum = sum is null ? part : sum + part;
            }
        }

        return sum ?? ((Tensor)0f).BroadcastTo(v.Shape);
    }

    // One number for each image.
    private static Tensor Dot(Tensor a, Tensor b) => (a * b).Sum([1, 2, 3], keepDimensions: true);
}
