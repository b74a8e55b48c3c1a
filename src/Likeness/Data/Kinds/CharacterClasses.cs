namespace Likeness.Data.Kinds;

/// <summary>The general classes of characters at places of keys, such as <c>[0-9a-f]</c>.</summary>
internal static class CharacterClasses
{
    /// <summary>The first digit of a number without leading zeros.</summary>
    public const string LeadingDigit = "[1-9]";

    /// <summary>The first of 19 digits, where all numbers with it are 64-bit integers.</summary>
    public const string LeadingDigitOfLong = "[1-8]";

    /// <summary>The digit of a UUID that names its variant. Source: RFC 9562, section 4.1.</summary>
    public const string Variant = "[89ab]";

    private static readonly (string Name, string Characters)[] Classes =
    [
        ("[0-9]", "0123456789"),
        (LeadingDigit, "123456789"),
        (LeadingDigitOfLong, "12345678"),
        (Variant, "89ab"),
        ("[89AB]", "89AB"),
        ("[0-9a-f]", "0123456789abcdef"),
        ("[0-9A-F]", "0123456789ABCDEF"),
        ("[a-z]", "abcdefghijklmnopqrstuvwxyz"),
        ("[A-Z]", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ("[0-9a-z]", "0123456789abcdefghijklmnopqrstuvwxyz"),
        ("[0-9A-Z]", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ("[A-Za-z]", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        (Octets.All, Octets.Characters(0, 255)),
        (Octets.Hosts, Octets.Characters(1, 254)),
        ("[0-9A-Za-z]", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    ];

    /// <summary>The characters of a class.</summary>
    /// <param name="name">Its name, such as <c>[0-9]</c>.</param>
    public static string Named(string name) => Array.Find(Classes, one => one.Name == name).Characters;

    /// <summary>The narrowest of the general classes that has all characters; null for none.</summary>
    public static string? Of(IReadOnlyCollection<char> characters) =>
        Array
            .Find(
                Classes,
                one =>
                    one.Name is not (LeadingDigit or LeadingDigitOfLong or Octets.All or Octets.Hosts)
                    && characters.All(one.Characters.Contains)
                    && (!one.Name.Equals(Variant, StringComparison.OrdinalIgnoreCase) || AreMixed(characters))
            )
            .Characters;

    /// <summary>The class that a text begins with; null for none.</summary>
    public static (string Name, string Characters)? At(ReadOnlySpan<char> text)
    {
        foreach (var one in Classes)
        {
            if (text.StartsWith(one.Name))
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>The name of a class; null for other characters.</summary>
    public static string? NameOf(string characters) => Array.Find(Classes, one => one.Characters == characters).Name;

    private static bool AreMixed(IReadOnlyCollection<char> characters) =>
        characters.Any(char.IsAsciiDigit) && characters.Any(char.IsAsciiLetter);
}
