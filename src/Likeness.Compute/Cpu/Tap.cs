namespace Likeness.Compute.Cpu;

/// <summary>
/// One of several products that are summed into the same result: where its operands begin, in elements from the operands'
/// own pointers. A convolution has a tap for each place of its kernel that falls inside the image.
/// </summary>
internal struct Tap
{
    public nint A;
    public nint B;
}
