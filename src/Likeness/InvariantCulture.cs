using System.Globalization;

namespace Likeness;

/// <summary>Numbers in reports and messages are written the same way whatever the program's culture, from here until it is disposed.</summary>
internal readonly struct InvariantCulture : IDisposable
{
    private readonly CultureInfo before;

    private InvariantCulture(CultureInfo before) => this.before = before;

    /// <summary>Begins it, on this thread and in the work that it starts.</summary>
    public static InvariantCulture Begin()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return new InvariantCulture(before);
    }

    /// <inheritdoc/>
    public void Dispose() => CultureInfo.CurrentCulture = before;
}
